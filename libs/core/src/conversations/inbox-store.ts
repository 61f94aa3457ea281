import type { InboxRow } from '@parley/protocol';

/** How far somebody has seen a log: up to `seq`, where `n` messages stand. */
export type Seen = { seq: number; n: number };

/** Everybody's own rows: which conversations they are or were in, and how far they have read. */
export type InboxStore = {
  /** All rows of a person, ordered by conversation id, strongly consistent; `after` a conversation id, up to `limit`. */
  rows(personId: string, page?: { after?: string; limit: number }): Promise<InboxRow[]>;
  /** The rows that these people have for one conversation. Strongly consistent. */
  rowsOf(conversationId: string, personIds: readonly string[]): Promise<Map<string, InboxRow>>;
  /**
   * Moves the marker forward to `seq`, where `readN` messages stand. A marker beyond it stays, and so does one that was
   * moved back after the row had this `rev`. The row as it is then.
   */
  markRead(
    personId: string,
    conversationId: string,
    to: { seq: number; readN: number; rev?: number | undefined },
  ): Promise<InboxRow | undefined>;
  /** Moves the marker back to `seq`, where `readN` messages stand, if the row's `rev` is still that one. The row as it is then. */
  markUnread(
    personId: string,
    conversationId: string,
    to: { seq: number; readN: number; rev: number },
  ): Promise<InboxRow | undefined>;
  /** Hides the conversation, seen up to `seq`, until more than `n` messages stand in it; shows it again where there is no `at`. The row as it is then. */
  hide(personId: string, conversationId: string, at: Seen | undefined): Promise<InboxRow | undefined>;
};
