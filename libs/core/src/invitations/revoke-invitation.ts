import { mayToPeople } from '../access/permit';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Ends an invitation: my own, or as an admin anybody's. Who came by it stays. To others there is no such invitation. */
export const revokeInvitation: UseCase<'invitations.revoke'> = async (
  { invitations, access, clock },
  { personId },
  { invitationId },
) => {
  const [invitation] = await invitations.get([invitationId]);
  if (!invitation) refuse('no_such_invitation');
  const mine = (await access.of([personId])).get(personId) ?? refuse('no_profile');
  const isMine = invitation.createdBy === personId;
  if (!isMine && !mayToPeople('invitations.revoke', mine.role, 'member')) refuse('no_such_invitation');
  const revoked = await invitations.revoke(invitationId, clock.now());
  return { invitation: revoked ?? refuse('no_such_invitation') };
};
