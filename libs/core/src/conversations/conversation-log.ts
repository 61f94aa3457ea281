import type { Conversation, Entry, KnownEntry } from '@parley/protocol';
import type { Member, MemberRole } from '../memberships/membership-store';
import type { Message } from '../messages/message';

/**
 * What an entry changes besides its own slot. All of it is written with the slot or not at all (LOG-6), each on the
 * condition that the state is still the one that was decided on.
 */
export type Projection =
  | { write: 'conversation'; conversation: Conversation }
  /** Somebody is in from `seq` on, and has read up to there, where `readN` messages stand. `was`: their row so far. */
  | { write: 'joined'; personId: string; role: MemberRole; seq: number; readN: number; was: Member | undefined }
  /** Somebody who was in is out after `seq`. */
  | { write: 'left'; personId: string; seq: number }
  /**
   * Somebody's row in the conversation is another: their role, a ban. `was`: their row so far. Where it says that they
   * are out and `was` did not, their own row says so too.
   */
  | { write: 'member'; member: Member; was: Member | undefined }
  /** The conversation has another name. `was`: the one so far. */
  | { write: 'renamed'; name: string; was: string }
  /** A message has changed. `was`: its `rev` so far, absent where this is its first change. */
  | { write: 'changed'; message: Message; was: number | undefined }
  /** The words are gone from edits of a message that is deleted. */
  | { write: 'blanked'; edits: readonly number[] }
  /** Somebody is mentioned: all the mentions that their row keeps. `was`: those that it kept so far, absent where none. */
  | { write: 'mentioned'; personId: string; mentions: readonly number[]; was: readonly number[] | undefined }
  /** Somebody calls everyone: all the calls that their own row keeps. `was`: those that it kept so far, absent where none. */
  | { write: 'called'; personId: string; calls: readonly number[]; was: readonly number[] | undefined };

export type Claim =
  | { outcome: 'claimed' }
  /** The slot was not empty: what stands in it. */
  | { outcome: 'taken'; by: Entry }
  /** The slot was empty, but the state that the change was decided on has moved. Nothing was written. */
  | { outcome: 'moved' };

/** The slots of all logs. It writes what it is told and knows no rule but: a slot is filled once. */
export type ConversationLog = {
  /**
   * Fills the slot `entry.seq` if it is empty, and writes the projections with it. Rejects where they would write a slot
   * twice, that of the entry included: one transaction writes an item once.
   */
  claim(conversationId: string, entry: KnownEntry, projections?: readonly Projection[]): Promise<Claim>;
  /**
   * Up to `limit` entries from `seq` on, ascending. Strongly consistent.
   * No more is read once they take `bytes` as JSON, give or take the page that the store reads at once.
   */
  from(conversationId: string, seq: number, limit: number, bytes?: number): Promise<Entry[]>;
  /** The last `limit` entries, or the last of those below `before`, ascending. Strongly consistent. */
  last(conversationId: string, limit: number, before?: number): Promise<Entry[]>;
  /** The message at `seq`; undefined where no message stands there. Strongly consistent. */
  message(conversationId: string, seq: number): Promise<Message | undefined>;
};
