import type { Decide } from '../conversations/append';
import type { Written } from '../conversations/log-view';
import type { Rates, TailRate } from './rates';
import { slowDown } from './slow-down';

/** How many ms an author has to wait, by what was written lately: 0 where they need not. */
export const waitByTail = (
  written: readonly Written[],
  author: string,
  { most, withinMs }: TailRate,
  now: number,
): number => {
  const mine = written.filter((entry) => entry.author === author && entry.at > now - withinMs);
  const oldestThatCounts = mine.at(-most);
  return oldestThatCounts ? oldestThatCounts.at + withinMs - now : 0;
};

/** The same decision, unless its author has just made so many entries here (LIMIT-2). It comes after the look for the key, so a retry is answered. */
export const limitedByTail =
  ({ says }: Rates, author: string, decide: Decide): Decide =>
  async (asOf) => {
    const decision = await decide(asOf);
    const wait = says ? waitByTail(asOf.written, author, says, asOf.at) : 0;
    if (wait > 0) slowDown(wait);
    return decision;
  };
