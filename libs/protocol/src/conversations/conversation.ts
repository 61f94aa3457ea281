import * as z from 'zod';
import { ConversationId, KnownName, PersonId, Seq, Time } from '../ids';

export const ConversationKind = z.enum(['direct', 'channel']);
export type ConversationKind = z.infer<typeof ConversationKind>;

/** A conversation: a log with a name, or with fixed people. */
export const Conversation = z.object({
  id: ConversationId,
  kind: ConversationKind,
  /** A channel's name. */
  name: KnownName.optional(),
  /** The people of a direct conversation, all of them, sorted. */
  people: z.array(PersonId).optional(),
  createdBy: PersonId,
  createdAt: Time,
});
export type Conversation = z.infer<typeof Conversation>;

/** My own row for a conversation. `rev` rises with every change, so an older copy never wins (SYNC-7). */
export const InboxRow = z.object({
  conversationId: ConversationId,
  rev: z.int().min(1),
  /** Where I joined; the first entry that was pushed to me. */
  joined: Seq,
  /** Where I left, if I did. */
  left: Seq.optional(),
  /** I have read up to here, and `readN` messages stand up to here. */
  read: Seq,
  readN: z.int().min(0),
  /** Messages that mention me, ascending, the newest 100; those up to `read` are not counted. */
  mentions: z.array(Seq).optional(),
  /** Messages of mine that call everyone, ascending: they call everyone but me. Some may not stand any more. */
  ownCalls: z.array(Seq).optional(),
  /** A direct conversation that I closed, having seen it up to this seq. */
  hiddenAt: Seq.optional(),
  /** Messages up to `hiddenAt`: it stays out of my list until its log holds more, since a reaction or an edit is no message. */
  hiddenN: z.int().min(0).optional(),
});
export type InboxRow = z.infer<typeof InboxRow>;

/**
 * The end of a log, shortened for a list. `seq`, `n` and `calls` are those of its newest entry; the rest is of the newest one that
 * a list shows: what changes a message, or gives one up, is passed over.
 */
export const Latest = z.object({
  seq: Seq,
  n: z.int().min(0),
  at: Time,
  author: PersonId,
  kind: z.string(),
  /** The first 120 characters of a message as it is now; absent where it is deleted. */
  preview: z.string().optional(),
  /** The seq of the entry that the rest is of; absent where that is the newest one itself. */
  shown: Seq.optional(),
  /** The messages that call everyone, as the newest entry names them (LOG-8). */
  calls: z.array(Seq).optional(),
});

/**
 * A row of the conversation list: unread = `latest.n` − `row.readN`; mentions are `row.mentions`, and `latest.calls` that
 * are not in `row.ownCalls`, behind both `row.read` and `row.joined`.
 */
export const ConversationSummary = z.object({ conversation: Conversation, row: InboxRow, latest: Latest });
export type ConversationSummary = z.infer<typeof ConversationSummary>;

const id = 'c-00000000000000000000000000000001';
export const exampleSummary = {
  conversation: { id, kind: 'channel' as const, name: 'general', createdBy: 'ana', createdAt: 1_767_225_600_000 },
  row: { conversationId: id, rev: 1, joined: 1, read: 41, readN: 40 },
  latest: { seq: 42, n: 41, at: 1_767_225_660_000, author: 'bo', kind: 'message.posted', preview: 'hi' },
};
