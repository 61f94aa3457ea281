import { describe, expect, it } from 'vitest';
import { createPace } from './pace';

const here = 'here';
/** What is said of each of these entries, `gapMs` apart, as a process that appends every `share`-th of them sees it. */
const paced = (entries: number, gapMs: number, share = 1): boolean[] => {
  const isBusy = createPace();
  return Array.from({ length: Math.floor(entries / share) }, (_, nth) => (nth + 1) * share).map((seq) =>
    isBusy(here, { seq, at: seq * gapMs }),
  );
};

describe('the pace of a conversation', () => {
  it('[DEL-5] is busy above four entries a second, and not below', () => {
    expect(paced(200, 300)).not.toContain(true);
    expect(paced(200, 200).slice(60)).not.toContain(false);
  });

  it('[DEL-5] counts what other processes append: a process that appends one entry of twenty sees it too', () => {
    expect(paced(2_000, 100, 20).slice(3)).not.toContain(false);
    expect(paced(2_000, 300, 20)).not.toContain(true);
  });

  it('takes some lines in one breath for no crowd', () => {
    expect(paced(20, 50)).not.toContain(true);
  });

  it('is over when it slows down, and forgotten after a minute', () => {
    const isBusy = createPace();
    let at = 0;
    for (let seq = 1; seq <= 100; seq += 1) isBusy(here, { seq, at: (at += 100) });
    expect(isBusy(here, { seq: 101, at: (at += 100) })).toBe(true);
    expect([102, 103, 104, 105].map((seq) => isBusy(here, { seq, at: (at += 6_000) })).at(-1)).toBe(false);
    expect(isBusy(here, { seq: 900, at: at + 120_000 })).toBe(false);
  });

  it('is one conversation’s own', () => {
    const isBusy = createPace();
    for (let seq = 1; seq <= 100; seq += 1) isBusy(here, { seq, at: seq * 100 });
    expect(isBusy('elsewhere', { seq: 101, at: 10_100 })).toBe(false);
  });
});
