import { mayToPeople } from '../access/permit';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { standingAdmission } from './standing-invitation';

/**
 * Ends an invitation: my own, or as an admin anybody's. Who came by it stays; an account that waits for the invited address
 * and that nobody used goes, with the password that was mailed. To others there is no such invitation.
 */
export const revokeInvitation: UseCase<'invitations.revoke'> = async (context, { personId }, { invitationId }) => {
  const { invitations, access, clock, identity } = context;
  const [invitation] = await invitations.get([invitationId]);
  if (!invitation) refuse('no_such_invitation');
  const mine = (await access.of([personId])).get(personId) ?? refuse('no_profile');
  const isMine = invitation.createdBy === personId;
  if (!isMine && !mayToPeople('invitations.revoke', mine.role, 'member')) refuse('no_such_invitation');
  const revoked = await invitations.revoke(invitationId, clock.now());
  // Another invitation may have come in its place, whose mail is on its way.
  const { email } = invitation;
  if (email !== undefined && !(await standingAdmission(context, email))) await identity.withdraw(email);
  return { invitation: revoked ?? refuse('no_such_invitation') };
};
