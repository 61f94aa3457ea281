import { type Conversation, type ConversationSummary, type Entry, type InboxRow, isKnown } from '@parley/protocol';
import type { Latest } from './latest';
import type { Unbroken } from './unbroken';
import { type WayOut, wayOut } from './way-out';

/** What is known of one conversation, whichever part of it was heard of first. */
export type Known = {
  conversation?: Conversation;
  /** As the server has it. */
  row?: InboxRow;
  /** What I have read beyond that, and the server has not heard of. */
  ahead?: Pick<InboxRow, 'read' | 'readN'>;
  latest?: Latest;
  /** How far it was heard of without a gap: a push that is lost may have carried a name. */
  heard?: Unbroken;
  /** Its name once the log had come to `seq`; what is heard of it later is older for a lower one. */
  named?: { seq: number; name?: string };
  /** The last who was heard to come out of it: where that is me, the row that says so may come behind the entry. */
  out?: { seq: number; how: WayOut; isTold: boolean };
};

/** My row as it is shown. */
export const shown = ({ row, ahead }: Known): InboxRow | undefined => row && { ...row, ...ahead };

/** What is listed of it: nothing before all of it is known, or once I am out. */
export const summaryOf = ({ conversation, latest }: Known, row: InboxRow | undefined): ConversationSummary[] =>
  conversation && row && latest && row.left === undefined ? [{ conversation, row, latest }] : [];

const takeName = (held: Known, seq: number, name: string | undefined): boolean => {
  if (held.named && seq <= held.named.seq) return false;
  held.named = { seq, ...(name !== undefined && { name }) };
  return true;
};
const underItsName = (conversation: Conversation, { named }: Known): Conversation => {
  const { name: _, ...nameless } = conversation;
  return { ...nameless, ...(named?.name !== undefined && { name: named.name }) };
};

/** What it is; its name is the newest one up to the summary's end, and what was pushed since is newer. */
export const takeConversation = (held: Known, { conversation, latest }: ConversationSummary): void => {
  takeName(held, latest.seq, conversation.name);
  held.conversation = underItsName(conversation, held);
};

/** Whether one of the entries is a newer renaming than all before. */
export const takeNames = (held: Known, entries: readonly Entry[]): boolean => {
  let isRenamed = false;
  for (const entry of entries)
    if (isKnown(entry) && entry.kind === 'conversation.renamed')
      isRenamed = takeName(held, entry.seq, entry.body.name) || isRenamed;
  if (held.conversation) held.conversation = underItsName(held.conversation, held);
  return isRenamed;
};

/** It was kept over a reload, and heard of without a gap up to there alone: what is behind may have been named otherwise. */
export const keptUpTo = (held: Known, upTo: number): void => {
  held.heard = { upTo, ahead: new Set() };
  if (held.named) held.named = { ...held.named, seq: upTo };
};

/** Notes who came out of it, and how. */
export const takeOut = (held: Known, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    const how = wayOut(entry);
    if (how && entry.seq > (held.out?.seq ?? 0)) held.out = { seq: entry.seq, how, isTold: false };
  }
};
