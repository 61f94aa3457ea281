import type { Entry, Person } from '@parley/protocol';
import { useMemo } from 'react';
import type { Members } from '../memberships/use-members';

/** Who spoke longer ago than this many entries counts as not having spoken. */
const lookedAt = 200;

/** Whom one may mean by an `@`: the members but me, who spoke last before the others, those by name (UX-MENT-1). */
export const useCandidates = ({ list }: Members, entries: readonly Entry[], myId: string): Person[] =>
  useMemo(() => {
    const spoke = new Map(entries.slice(-lookedAt).map(({ author, seq }) => [author, seq]));
    return (list ?? [])
      .map(({ person }) => person)
      .filter(({ id }) => id !== myId)
      .sort(
        (one, other) => (spoke.get(other.id) ?? 0) - (spoke.get(one.id) ?? 0) || one.name.localeCompare(other.name),
      );
  }, [list, entries, myId]);
