import type { Invitation, WorkspaceRole } from '@parley/protocol';

/** As what, and into which conversations, an address is let in. */
export type Admission = {
  invitationId: string;
  invitedBy: string;
  role: Exclude<WorkspaceRole, 'owner'>;
  conversations: string[];
  /** ms since 1970. */
  expiresAt: number;
};

/** A stretch of a list of invitations, the latest first: those made since a moment, behind one of them. */
export type InvitationStretch = { since: number; before?: string | undefined; limit: number };
/** Where an invitation stands in a list: `before` of the next stretch. */
export type InvitationPlace = { id: string; place: string };

/** Invitations, the hashes of their tokens, who says to come by them, and the addresses that were let in and have not come yet. */
export type InvitationStore = {
  /**
   * Stores one, and its place in the lists; `known` where there is one with that id. One for an address lets it in at once:
   * in place of `replaced`, what it was let in by before and is no more; `let_in` where it is let in by anything else.
   */
  create(invitation: Invitation, replaced?: Admission): Promise<'created' | 'known' | 'let_in'>;
  /** The token with this hash leads to it, and the one before no more. */
  setToken(id: string, hash: string): Promise<void>;
  /** Those of `ids` that exist, in any order. Strongly consistent. */
  get(ids: readonly string[]): Promise<Invitation[]>;
  byToken(hash: string): Promise<Invitation | undefined>;
  /** Those that somebody made, or everybody. Strongly consistent. */
  list(createdBy: string | undefined, stretch: InvitationStretch): Promise<InvitationPlace[]>;
  /** Ends it at that moment, unless it has ended before; an address that it let in is out again. What it is then. */
  revoke(id: string, at: number): Promise<Invitation | undefined>;
  /**
   * Somebody says that this address comes by a link, until `until`: it takes no use and lets nobody in. Said again, the
   * later end counts.
   */
  wish(email: string, id: string, until: number): Promise<void>;
  /** The links that an address is said to come by at `now`, the one that was said for longest first. Strongly consistent. */
  wishes(email: string, now: number): Promise<string[]>;
  /**
   * Takes a use for an address that wishes to come by it, with that wish, and lets the address in until `until`, in place of
   * `replaced`, what it was let in by and is no more. `spent` where there is no use or no wish left, or it has ended; nothing
   * is taken where the address is let in already, so a wish takes one use however often that is asked.
   */
  reserve(
    invitation: Invitation,
    email: string,
    now: number,
    until: number,
    replaced?: Admission,
  ): Promise<'reserved' | 'spent'>;
  /** What an address is let in as; it may have expired. Strongly consistent. */
  admission(email: string): Promise<Admission | undefined>;
  /** An address that was let in has come: that is over, and counts as the use of an invitation by e-mail. */
  settle(email: string, admission: Admission): Promise<void>;
};

/** What an invitation lets an address in as. */
export const admissionBy = (invitation: Invitation, expiresAt: number): Admission => ({
  invitationId: invitation.id,
  invitedBy: invitation.createdBy,
  role: invitation.role,
  conversations: invitation.conversations,
  expiresAt,
});

/** Where one stands in the lists: text that orders as time does (15 digits: until the year 33658). */
export const placeOf = ({ id, createdAt }: Pick<Invitation, 'id' | 'createdAt'>): string =>
  `${createdAt.toString().padStart(15, '0')}#${id}`;

/** Whether it still lets somebody in. */
export const isOpen = ({ revokedAt, expiresAt, uses, mostUses }: Invitation, now: number): boolean =>
  revokedAt === undefined && expiresAt > now && uses < mostUses;
