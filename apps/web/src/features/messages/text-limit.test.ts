import { describe, expect, it } from 'vitest';
import { limitOf, limitText } from './text-limit';

describe('[UX-COMP-5] the text limit is 16 KB of UTF-8, stated in characters', () => {
  it('says nothing while it is far', () => {
    expect(limitText(limitOf('x'.repeat(14_000)))).toBeUndefined();
  });
  it('counts from 90 % of the limit', () => {
    expect(limitOf('x'.repeat(14_746))).toEqual({ state: 'near', left: 1_638 });
    expect(limitText(limitOf('x'.repeat(16_384)))).toBe('0 characters left');
  });
  it('counts the excess in characters', () => {
    expect(limitText(limitOf('x'.repeat(16_385)))).toBe('1 character too many');
    expect(limitText(limitOf('x'.repeat(17_384)))).toBe('1,000 characters too many');
  });
  it('counts a character of several bytes once', () => {
    expect(limitOf('x'.repeat(16_384) + '😀')).toEqual({ state: 'over', excess: 1 });
    expect(limitOf('界'.repeat(5_462))).toEqual({ state: 'over', excess: 1 });
  });
  it('counts a megabyte of characters of one to four bytes', () => {
    // 983,616 bytes too many: 98,361 times all four, and the last three for the six bytes that are left.
    expect(limitOf('é界😀x'.repeat(100_000))).toEqual({ state: 'over', excess: 98_361 * 4 + 3 });
  });
});
