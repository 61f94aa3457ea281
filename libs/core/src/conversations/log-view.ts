import { changesMembers, type Conversation, type Entry, isKnown } from '@parley/protocol';
import { afterEntry, type Members } from '../memberships/members';

/** Who wrote an entry, and when: ms since 1970. */
export type Written = Pick<Entry, 'author' | 'at'>;

/**
 * What this process knows of one log: a contiguous run of entries that ends at the head, and who was in as of that
 * head. A view is a value: it is replaced, never changed, so that requests that run at once cannot mix theirs.
 */
export type LogView = {
  conversation: Conversation;
  /** Contiguous, ascending, at least one; the last is the head. */
  entries: readonly Entry[];
  /** Who wrote when, up to the head: of more entries than those whose texts are kept, since limits count them (LIMIT-2). */
  written: readonly Written[];
  members: Members;
  /** When the head was last seen to be the head, ms since 1970: before the read or the claim that showed it. */
  seenAt: number;
};

// Enough for a chat's bursts; who is further behind costs one read. Texts of 16 KB count against the second bound.
const kept = 100;
const keptCharacters = 64 * 1024;
// Twenty a second for ten seconds: in a conversation that is busier than this, one author is held a little later.
const keptWritten = 200;

/** Who wrote when, of the newest of these entries. */
export const writtenIn = (entries: readonly Written[]): readonly Written[] =>
  entries.slice(-keptWritten).map(({ author, at }) => ({ author, at }));

export const headOf = ({ entries }: Pick<LogView, 'entries'>): Entry => {
  const head = entries.at(-1);
  if (!head) throw new Error('A log view without entries');
  return head;
};

/** The first seq of the run. */
export const firstSeq = ({ entries }: LogView): number => entries[0]?.seq ?? 0;

/** The conversation after one more entry. */
export const renamedBy = (conversation: Conversation, entry: Entry): Conversation =>
  isKnown(entry) && entry.kind === 'conversation.renamed' ? { ...conversation, name: entry.body.name } : conversation;

/** The view with entries that follow its head. Those that it holds already are passed over; a hole is a bug (LOG-1). */
export const extended = (view: LogView, entries: readonly Entry[], seenAt: number): LogView => {
  let { members, conversation } = view;
  const run = [...view.entries];
  const added: Entry[] = [];
  let head = headOf(view).seq;
  for (const entry of entries) {
    if (entry.seq <= head) continue;
    if (entry.seq !== head + 1) throw new Error(`${view.conversation.id} has a hole between ${head} and ${entry.seq}`);
    run.push(entry);
    added.push(entry);
    members = afterEntry(members, entry);
    conversation = renamedBy(conversation, entry);
    head = entry.seq;
  }
  return { conversation, entries: run, written: writtenIn([...view.written, ...added]), members, seenAt };
};

const characters = (entry: Entry): number => {
  // Most entries are messages that nothing happened to, and need not be encoded to be measured.
  const isPlain = isKnown(entry) && entry.kind === 'message.posted' && entry.body.rev === undefined;
  return isPlain ? entry.body.text.length : JSON.stringify(entry.body).length;
};

/** The view with the end of its run alone, as it is kept between requests: the head, and what fits before it. */
export const shortened = (view: LogView): LogView => {
  const entries: Entry[] = [];
  let room = keptCharacters;
  for (const entry of view.entries.slice(-kept).toReversed()) {
    room -= characters(entry);
    if (room < 0 && entries.length > 0) break;
    entries.push(entry);
  }
  return { ...view, entries: entries.reverse() };
};

/** The entry of that author and key in a run. Authors choose their keys alone, so a key of another's is another key. */
export const entryOf = (
  entries: readonly Entry[],
  { author, key }: { author: string; key: string },
): Entry | undefined => entries.find((entry) => entry.author === author && entry.key === key);

/** The last membership entry at or before `entry`: the start of the chain that `m` forms. */
export const lastMembershipAt = (entry: Entry): number => (changesMembers(entry.kind) ? entry.seq : entry.m);
