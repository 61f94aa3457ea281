import { describe, expect, it } from 'vitest';
import { dayName, howLongAgo } from './times';

const now = new Date(2026, 2, 3, 9).getTime();

describe('a day', () => {
  it('is named from where the reader stands', () => {
    expect(dayName(new Date(2026, 2, 3, 0, 1).getTime(), now)).toBe('Today');
    expect(dayName(new Date(2026, 2, 2, 23, 59).getTime(), now)).toBe('Yesterday');
    expect(dayName(new Date(2026, 2, 1).getTime(), now)).toBe('Sunday, March 1');
    expect(dayName(new Date(2025, 11, 31).getTime(), now)).toBe('Wednesday, December 31, 2025');
  });
});

it('says how long ago in the largest unit that helps', () => {
  expect(howLongAgo(now - 30_000, now)).toBe('just now');
  expect(howLongAgo(now - 180_000, now)).toBe('3 min ago');
  expect(howLongAgo(now - 2 * 3_600_000, now)).toBe('2 h ago');
});
