import { describe, expect, it } from 'vitest';
import { g, isPasswordOf, multiplier, N, power, signPadded, verifierFor } from './srp';

describe('the SRP group', () => {
  it("is RFC 5054's 3072-bit one: a safe prime length, both ends all ones, and 2 generates within it", () => {
    expect(N.toString(2)).toHaveLength(3072);
    expect(N >> (3072n - 64n)).toBe(2n ** 64n - 1n);
    expect(N % 2n ** 64n).toBe(2n ** 64n - 1n);
    // Fermat: a wrong digit anywhere makes N composite, and this fails.
    expect(power(g, N - 1n)).toBe(1n);
    expect(power(3n, N - 1n)).toBe(1n);
  });

  it('has the multiplier that every Cognito client computes', () => {
    expect(multiplier.toString(16)).toBe('538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6');
  });
});

describe('sign padding', () => {
  it.each([
    [20n, '14'],
    [200n, '00c8'],
    [0x0fffn, '0fff'],
    [0xfffn * 16n, '00fff0'],
    [0n, '00'],
  ])('writes %d as %s', (value, hex) => expect(signPadded(value).toString('hex')).toBe(hex));
});

describe('a verifier', () => {
  it('knows its own password, user and pool, and no other', () => {
    const made = verifierFor('Parley', 'u-1', 'Correct-horse-1');
    expect(isPasswordOf(made, 'Parley', 'u-1', 'Correct-horse-1')).toBe(true);
    expect(isPasswordOf(made, 'Parley', 'u-1', 'Correct-horse-2')).toBe(false);
    expect(isPasswordOf(made, 'Parley', 'u-2', 'Correct-horse-1')).toBe(false);
    expect(isPasswordOf(made, 'Other', 'u-1', 'Correct-horse-1')).toBe(false);
  });

  it('is salted: the same password gives another one each time', () => {
    expect(verifierFor('Parley', 'u-1', 'Correct-horse-1')).not.toEqual(
      verifierFor('Parley', 'u-1', 'Correct-horse-1'),
    );
  });
});
