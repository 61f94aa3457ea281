import { NotGranted, Refused, Unreachable } from '@parley/client';
import { expect, it } from 'vitest';
import { troubleText } from './trouble-text';

it('says what the server or the outbox said, and of everything else that it did not get through', () => {
  expect(troubleText(new Refused({ code: 'busy', message: 'Too much at once.' }))).toBe('Too much at once.');
  expect(troubleText(new NotGranted('Reload the page.'))).toBe('Reload the page.');
  expect(troubleText(new Unreachable('timed out'))).toContain('Check your connection');
});
