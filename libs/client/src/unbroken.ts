import type { Entry } from '@parley/protocol';

/** What was heard of a log that need not be open: all up to `upTo`, and some beyond a gap. Pushes overtake each other, and get lost. */
export type Unbroken = { upTo: number; ahead: ReadonlySet<number> };

export const hasHeard = ({ upTo, ahead }: Unbroken, seq: number): boolean => seq <= upTo || ahead.has(seq);

const joined = (upTo: number, beyond: Iterable<number>): Unbroken => {
  const ahead = new Set([...beyond].filter((seq) => seq > upTo));
  let last = upTo;
  while (ahead.delete(last + 1)) last += 1;
  return { upTo: last, ahead };
};

/** Everything up to `seq` is known: a summary was read that ends there. */
export const heardUpTo = (held: Unbroken | undefined, seq: number): Unbroken =>
  joined(Math.max(seq, held?.upTo ?? 0), held?.ahead ?? []);

export const heardAlso = (held: Unbroken, entries: readonly Entry[]): Unbroken =>
  joined(held.upTo, [...held.ahead, ...entries.map(({ seq }) => seq)]);
