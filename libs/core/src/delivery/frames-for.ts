import { encode, type Entry, entryFrames, type InboxRow } from '@parley/protocol';
import type { InboxStore } from '../conversations/inbox-store';
import { peopleChangedBy, receives } from '../memberships/members';
import type { Member } from '../memberships/membership-store';
import type { Report } from '../ports';

const rowsChangedBy = async (
  { inbox, report }: { inbox: InboxStore; report: Report },
  conversationId: string,
  entries: readonly Entry[],
  to: ReadonlySet<string>,
): Promise<ReadonlyMap<string, InboxRow>> => {
  const changed = [...new Set(entries.flatMap(peopleChangedBy))].filter((id) => to.has(id));
  if (changed.length === 0) return new Map();
  return inbox.rowsOf(conversationId, changed).catch((error: unknown) => {
    report('changed rows not read', { conversationId, error });
    return new Map(); // their people find out by their digest (SYNC-7)
  });
};

/**
 * What each of these people is sent of some entries of one log: their own row first where an entry changed it, then the
 * entries that they receive (DEL-1), in as few frames as hold them.
 */
export const framesFor = async (
  ports: { inbox: InboxStore; report: Report },
  conversationId: string,
  entries: readonly Entry[],
  to: readonly Member[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await rowsChangedBy(ports, conversationId, entries, new Set(to.map(({ personId }) => personId)));
  // Nearly all receive the same: it is encoded once.
  const encoded = new Map<string, string[]>();
  const framesOf = (member: Member): string[] => {
    const theirs = entries.filter(({ seq }) => receives(member, seq));
    const which = `${theirs[0]?.seq ?? ''}-${theirs.at(-1)?.seq ?? ''}`;
    const known = encoded.get(which) ?? entryFrames(conversationId, theirs).map(encode);
    encoded.set(which, known);
    return known;
  };
  const rowFrame = (row: InboxRow | undefined): string[] => (row ? [encode({ type: 'inbox', rows: [row] })] : []);
  return new Map(to.map((member) => [member.personId, [...rowFrame(rows.get(member.personId)), ...framesOf(member)]]));
};
