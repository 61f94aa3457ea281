import { type ConversationSummary, type Entry, type InboxRow, isKnown } from '@parley/protocol';
import type { Latest } from './latest';
import type { Unbroken } from './unbroken';
import { type WayOut, wayOut } from './way-out';

/** What is known of one conversation, whichever part of it was heard of first. */
export type Known = {
  conversation?: ConversationSummary['conversation'];
  /** As the server has it. */
  row?: InboxRow;
  /** What I have read beyond that, and the server has not heard of. */
  ahead?: Pick<InboxRow, 'read' | 'readN'>;
  latest?: Latest;
  /** How far it was heard of without a gap: a push that is lost may have carried a name. */
  heard?: Unbroken;
  /** The newest renaming heard of, and its name. */
  renamed?: { seq: number; name: string };
  /** The last who was heard to come out of it: where that is me, the row that says so may come behind the entry. */
  out?: { seq: number; how: WayOut; isTold: boolean };
};

/** My row as it is shown. */
export const shown = ({ row, ahead }: Known): InboxRow | undefined => row && { ...row, ...ahead };

/** What is listed of it: nothing before all of it is known, or once I am out. */
export const summaryOf = ({ conversation, latest }: Known, row: InboxRow | undefined): ConversationSummary[] =>
  conversation && row && latest && row.left === undefined ? [{ conversation, row, latest }] : [];

/** A summary knows of every renaming up to its newest entry; what was pushed since is newer. */
export const named = (held: Known): void => {
  if (held.conversation && held.renamed) held.conversation = { ...held.conversation, name: held.renamed.name };
};

/** Whether one of the entries is a newer renaming than all before. */
export const takeNames = (held: Known, entries: readonly Entry[]): boolean => {
  const before = held.renamed?.seq ?? 0;
  for (const entry of entries) {
    if (!isKnown(entry) || entry.kind !== 'conversation.renamed') continue;
    if (entry.seq > (held.renamed?.seq ?? 0)) held.renamed = { seq: entry.seq, name: entry.body.name };
  }
  named(held);
  return (held.renamed?.seq ?? 0) > before;
};

/** Notes who came out of it, and how. */
export const takeOut = (held: Known, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    const how = wayOut(entry);
    if (how && entry.seq > (held.out?.seq ?? 0)) held.out = { seq: entry.seq, how, isTold: false };
  }
};
