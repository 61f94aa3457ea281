import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Handle, looksOf } from './handle';

const handle = fc.stringMatching(/^[a-z][a-z0-9._-]{1,29}$/);
/** What may be exchanged in a handle without anybody seeing it. */
const confusables: [string, string][] = [
  ...([
    ['0', 'o'] as const,
    ['1', 'l'] as const,
    ['1', 'i'] as const,
    ['i', 'l'] as const,
    ['5', 's'] as const,
  ] as const),
  ...([['rn', 'm'] as const, ['vv', 'w'] as const, ['.', ''] as const, ['_', '-'] as const] as const),
].map(([one, other]) => [one, other]);

describe('a handle', () => {
  it('is the same in capitals, with white space around it', () => {
    fc.assert(
      fc.property(handle, (text) => {
        expect(Handle.parse(` ${text.toUpperCase()} `)).toBe(text);
      }),
    );
  });

  it.each(['a', '1a', '.a', 'a b', 'аna', 'ａna', 'x'.repeat(31), 'a@b', 'a#b', 'ana\n.b', ''])('is not %j', (text) => {
    expect(Handle.safeParse(text).success).toBe(false);
  });
});

describe('what a handle looks like', () => {
  it('does not change by what cannot be told apart, wherever that stands', () => {
    fc.assert(
      fc.property(handle, fc.constantFrom(...confusables), fc.nat(29), (text, [one, other], at) => {
        const [before, after] = [text.slice(0, at + 1), text.slice(at + 1)];
        expect(looksOf(before + one + after)).toBe(looksOf(before + other + after));
      }),
      { numRuns: 2_000 },
    );
    expect(looksOf('avvv')).toBe(looksOf('avw'));
  });

  it('is a form that looks like itself', () => {
    fc.assert(fc.property(handle, (text) => void expect(looksOf(looksOf(text))).toBe(looksOf(text))));
  });

  it.each([
    ['ana', 'anna'],
    ['bo', 'bob'],
    ['marta', 'rnartha'],
    ['maria', 'mario'],
  ])('tells %s from %s', (one, other) => {
    expect(looksOf(one)).not.toBe(looksOf(other));
  });
});
