import { type Entry, isKnown } from '@parley/protocol';

/** A time somebody was in: from the entry `joined` up to the entry `left`, if they left. */
export type Stay = { joined: number; left?: number };

const comes = (entry: Entry): readonly string[] =>
  isKnown(entry) && (entry.kind === 'conversation.created' || entry.kind === 'members.added') ? entry.body.people : [];

const goes = (entry: Entry): string | undefined => {
  if (!isKnown(entry)) return undefined;
  if (entry.kind === 'member.left') return entry.author;
  return entry.kind === 'member.removed' || entry.kind === 'member.banned' ? entry.body.personId : undefined;
};

/** Who was in when, as the log itself says. */
export const staysIn = (log: readonly Entry[]): Map<string, Stay[]> => {
  const stays = new Map<string, Stay[]>();
  for (const entry of log) {
    for (const person of comes(entry)) {
      const mine = stays.get(person) ?? [];
      stays.set(person, mine);
      const last = mine.at(-1);
      if (!last || last.left !== undefined) mine.push({ joined: entry.seq });
    }
    const last = stays.get(goes(entry) ?? '')?.at(-1);
    if (last && last.left === undefined) last.left = entry.seq;
  }
  return stays;
};

/** In as of the state right after `seq`. */
export const isInAfter = (stays: readonly Stay[] | undefined, seq: number): boolean =>
  (stays ?? []).some(({ joined, left }) => joined <= seq && (left === undefined || left > seq));

/** DEL-1: the entry at `seq` is for whoever is in with it, and for who leaves by it. */
export const receives = (stays: readonly Stay[] | undefined, seq: number): boolean =>
  (stays ?? []).some(({ joined, left }) => joined <= seq && (left === undefined || seq <= left));
