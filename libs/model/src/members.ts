import { isMembership } from './log';
import type { Entry, Members, Stay, World } from './world';

export const isInAt = (stay: Stay | undefined, seq: number): boolean =>
  stay !== undefined && stay.joined <= seq && (stay.left === 0 || stay.left > seq);

/** Whether an entry is pushed to somebody: who leaves at 10 is told so by 10 (DEL-1). */
export const isToldOf = (stay: Stay | undefined, seq: number): boolean =>
  stay !== undefined && stay.joined <= seq && (stay.left === 0 || stay.left >= seq);

/** Members once the entry stands; for each person the later seq wins. */
export const afterEntry = (members: Members, { kind, of, seq }: Entry): Members => {
  const stay = members[of];
  if (kind === 'joined' && seq > Math.max(stay?.joined ?? 0, stay?.left ?? 0))
    return sorted({ ...members, [of]: { joined: seq, left: 0 } });
  if (kind === 'left' && stay && seq > Math.max(stay.joined, stay.left))
    return { ...members, [of]: { ...stay, left: seq } };
  return members;
};

const sorted = (members: Members): Members => Object.fromEntries(Object.entries(members).sort());

/** Members as the log itself has them right before a seq: what the checker judges by. */
export const membersBefore = (entries: readonly (Entry | null)[], seq: number): Members =>
  entries.reduce<Members>((members, entry) => (entry && entry.seq < seq ? afterEntry(members, entry) : members), {});

/** What a query of the member rows sees: a row may lag its entry for a moment. */
export const visibleRows = ({ rows, lagging }: World): Members => ({ ...rows, ...lagging });

/** Membership entries of this tick, oldest first, found by following `m` back from the head. */
export const youngChanges = ({ slots, now }: World, head: Entry | undefined): Entry[] => {
  const changes: Entry[] = [];
  let seq = head ? (isMembership(head) ? head.seq : head.m) : 0;
  while (seq > 0) {
    const entry = slots[seq - 1];
    if (!entry || entry.at < now) break;
    changes.unshift(entry);
    seq = entry.m;
  }
  return changes;
};

/** A row that lagged its entry shows what it holds: always before a minute is over. */
export const rowShows = (world: World): boolean => {
  const [person] = Object.keys(world.lagging);
  if (person === undefined) return false;
  world.lagging = {};
  return true;
};
