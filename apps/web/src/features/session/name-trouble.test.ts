import { expect, it } from 'vitest';
import { nameTrouble } from './name-trouble';

it.each(['Ana', ' María José ', 'مرحبا', '👩‍👩‍👧 Ana', 'x'.repeat(80)])('has nothing to say of %j', (name) => {
  expect(nameTrouble(name)).toBeUndefined();
});

it.each(['', '  ', 'x'.repeat(81)])('asks for a name that fits, of %j', (name) => {
  expect(nameTrouble(name)).toBe('Enter your name, in at most 80 characters.');
});

it.each(['a\u200Bna', '\u202Eana', 'ana\u0007'])('says of %j what nobody can see', (name) => {
  expect(nameTrouble(name)).toContain('cannot be seen');
});
