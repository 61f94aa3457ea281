import type { Invitation } from '@parley/protocol';
import { mayToPeople } from '../access/permit';
import type { Context } from '../use-case';
import { type Admission, isOpen } from './invitation-store';

type Given = Pick<Admission, 'invitedBy' | 'role'>;

/** Whether who invited may still do so: an invitation of somebody who is out, or has another role now, lets nobody in (INVITE-2). */
export const inviterMay = async ({ access }: Pick<Context, 'access'>, { invitedBy, role }: Given): Promise<boolean> => {
  const inviter = (await access.of([invitedBy])).get(invitedBy);
  return inviter?.status === 'active' && mayToPeople('invitations.create', inviter.role, role);
};

/** Whether the invitation lets somebody in now. */
export const stands = async (context: Pick<Context, 'access' | 'clock'>, invitation: Invitation): Promise<boolean> =>
  isOpen(invitation, context.clock.now()) &&
  (await inviterMay(context, { invitedBy: invitation.createdBy, role: invitation.role }));

type Looking = Pick<Context, 'access' | 'clock' | 'invitations'>;

/** Whether this lets anybody in now. */
export const admissionStands = async (context: Looking, admission: Admission): Promise<boolean> => {
  if (admission.expiresAt <= context.clock.now()) return false;
  // A link that was revoked takes those along for whom a use of it was taken and who have no profile yet.
  const [invitation] = await context.invitations.get([admission.invitationId]);
  return invitation?.revokedAt === undefined && (await inviterMay(context, admission));
};

/** What an address is let in as now; undefined where nobody lets it in. */
export const standingAdmission = async (context: Looking, email: string): Promise<Admission | undefined> => {
  const admission = await context.invitations.admission(email);
  return admission && (await admissionStands(context, admission)) ? admission : undefined;
};

/** The links that somebody says this address comes by, and that let somebody in now; the one that was said for longest first. */
export const wishedLinks = async (context: Looking, email: string): Promise<Invitation[]> => {
  const ids = await context.invitations.wishes(email, context.clock.now());
  const found = new Map((await context.invitations.get(ids)).map((one) => [one.id, one]));
  const wished = ids.flatMap((id) => found.get(id) ?? []);
  const open = await Promise.all(wished.map((one) => stands(context, one)));
  return wished.filter((_, nth) => open[nth]);
};
