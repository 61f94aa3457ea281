import type { Conversation, MemberRole } from '@parley/protocol';

export type { MemberRole };

/**
 * Who is, or was, in a conversation. The row stays when its person leaves, so "were they in at s?" has an answer.
 * Somebody who was banned and never was in has joined and left at 0.
 */
export type Member = {
  personId: string;
  role: MemberRole;
  joined: number;
  left?: number;
  /** They cannot be brought in, until the ban is lifted. */
  banned?: true;
  /** The seq of the last entry that gave them a role, banned them or lifted that; absent if none has since they joined. */
  changed?: number;
};

/** A conversation and everybody who is or was in it. */
export type Roster = { conversation: Conversation; members: Member[] };

export type MembershipStore = {
  /** Strongly consistent; undefined where there is no such conversation. */
  roster(conversationId: string): Promise<Roster | undefined>;
  /** Up to `limit` of its members, those who left included, by their ids from behind `after` on. Strongly consistent; none where there is no such conversation. */
  page(conversationId: string, page: { after: string; limit: number }): Promise<Member[]>;
};
