import * as z from 'zod';
import { ConversationId, Email, PersonId, Time } from '../ids';
import { WorkspaceRole } from '../people/roles';

export const InvitationId = z.string().regex(/^[0-9a-f]{16}$/, 'is not an invitation id');

/** What stands in a link: 160 random bits, so guessing is pointless. Only its hash is stored. */
export const InvitationToken = z.string().regex(/^[0-9A-Za-z_-]{27}$/, 'is not an invitation');

/** What invitations may make of somebody: owners are made by owners, by name. */
export const InvitedRole = WorkspaceRole.exclude(['owner']);

/** A way in: a link for several, or the address of one. */
export const Invitation = z.object({
  id: InvitationId,
  role: InvitedRole,
  /** Whom it is for; absent: whoever has the link. */
  email: Email.optional(),
  /** Channels that they are in from the start. */
  conversations: z.array(ConversationId),
  uses: z.int().min(0),
  mostUses: z.int().min(1),
  createdBy: PersonId,
  createdAt: Time,
  expiresAt: Time,
  revokedAt: Time.optional(),
});
export type Invitation = z.infer<typeof Invitation>;

export const exampleInvitation = {
  id: '0f1e2d3c4b5a6978',
  role: 'member' as const,
  conversations: [],
  uses: 0,
  mostUses: 10,
  createdBy: 'ana',
  createdAt: 1_767_225_600_000,
  expiresAt: 1_767_830_400_000,
};
