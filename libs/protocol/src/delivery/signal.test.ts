import { expect, it } from 'vitest';
import { isKnownSignal, Signal } from './signal';

const conversationId = 'c-00000000000000000000000000000001';

it('a signal of a newer build is kept, and known not to be known', () => {
  const newer = Signal.parse({ kind: 'waving', conversationId });
  expect(isKnownSignal(newer)).toBe(false);
});

it('a signal that does not fit its kind is none', () => {
  expect(Signal.safeParse({ kind: 'typing', conversationId }).success).toBe(false);
  expect(Signal.safeParse({ kind: 'receipt', conversationId, personId: 'bo', received: -1 }).success).toBe(false);
});
