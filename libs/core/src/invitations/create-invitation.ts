import { type Body, type Invitation, limits } from '@parley/protocol';
import { mayToPeople } from '../access/permit';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';
import { type Admission, isOpen } from './invitation-store';
import { hashOf, invitationId, newToken } from './invitation-token';
import { admissionStands, standingAdmission } from './standing-invitation';

const hourMs = 60 * 60_000;
/** Of an inviter's latest invitations, those that are looked at for open ones. */
const lookedAt = 2 * limits.openInvitations;

type Asked = Body<'invitations.create'>;

/** Guests may come into what the inviter is in, and into nothing else. */
const refuseForeign = async ({ inbox }: Context, personId: string, conversations: readonly string[]): Promise<void> => {
  for (const conversationId of conversations) {
    const row = (await inbox.rowsOf(conversationId, [personId])).get(personId);
    if (!row || row.left !== undefined) refuse('not_a_member');
    if (!conversationId.startsWith('c-')) refuse('not_allowed', 'People are invited into channels alone.');
  }
};

// Counted before, not with it: who makes two at once may have one more than there can be.
const refuseTooMany = async ({ invitations, clock }: Context, personId: string): Promise<void> => {
  const now = clock.now();
  const latest = await invitations.list(personId, { since: 0, limit: lookedAt });
  const mine = await invitations.get(latest.map(({ id }) => id));
  if (mine.filter((one) => isOpen(one, now)).length >= limits.openInvitations) refuse('too_many');
};

/** What an address was let in by and is no more, if anything. Refused where it is here, or on its way. */
const refuseKnown = async (context: Context, email: string): Promise<Admission | undefined> => {
  if (await context.people.byEmail(email)) refuse('already_here');
  const admission = await context.invitations.admission(email);
  if (admission && (await admissionStands(context, admission))) refuse('already_invited');
  return admission;
};

/** Refuses, or gives what the invitation takes the place of. */
const decideOn = async (context: Context, { personId }: Caller, { role, email, conversations }: Asked) => {
  const mine = (await context.access.of([personId])).get(personId) ?? refuse('no_profile');
  if (!mayToPeople('invitations.create', mine.role, role)) refuse('not_allowed');
  await refuseForeign(context, personId, conversations);
  const replaced = email === undefined ? undefined : await refuseKnown(context, email);
  await refuseTooMany(context, personId);
  return replaced;
};

type Made = { invitation: Invitation; isNew: boolean };

/** The invitation that this key makes, made now or by an earlier try. */
const made = async (context: Context, caller: Caller, asked: Asked): Promise<Made> => {
  const { key, email, role, mostUses, hours } = asked;
  const id = await invitationId(caller.personId, key);
  const [known] = await context.invitations.get([id]);
  if (known) return { invitation: known, isNew: false };
  await limitAct(context, 'invites', caller.personId);
  const replaced = await decideOn(context, caller, asked);
  const createdAt = context.clock.now();
  const invitation: Invitation = {
    ...{ id, role, conversations: [...new Set(asked.conversations)], uses: 0, createdBy: caller.personId, createdAt },
    ...{ expiresAt: createdAt + hours * hourMs, mostUses: email === undefined ? mostUses : 1 },
    ...(email !== undefined && { email }),
  };
  const outcome = await context.invitations.create(invitation, replaced);
  if (outcome === 'let_in') refuse('already_invited'); // by somebody else, at the same moment
  if (outcome === 'created') return { invitation, isNew: true };
  return { invitation: (await context.invitations.get([id]))[0] ?? refuse('busy'), isNew: false };
};

const mails = { invited: 'sent', invited_again: 'sent_again', already_here: 'has_account' } as const;

/**
 * Has the pool mail whom an invitation is for. A first try may have died before that, so a retry does it too, while the
 * invitation stands: at the price of another one, since somebody else reads that mail.
 */
const mailFor = async (context: Context, { personId }: Caller, { invitation, isNew }: Made, email: string) => {
  if (!isNew) {
    if ((await standingAdmission(context, email))?.invitationId !== invitation.id) return {};
    await limitAct(context, 'invites', personId);
  }
  return { mail: mails[await context.identity.invite(email)] };
};

/**
 * Invites by a link or by e-mail. A token is told once and only its hash is kept, so a retry whose first answer was lost
 * is given another token for the same invitation, in place of the one that nobody read.
 */
export const createInvitation: UseCase<'invitations.create'> = async (context, caller, asked) => {
  const one = await made(context, caller, asked);
  const { invitation } = one;
  if (invitation.email !== undefined) return { invitation, ...(await mailFor(context, caller, one, invitation.email)) };
  const token = newToken();
  await context.invitations.setToken(invitation.id, await hashOf(token));
  return { invitation, token };
};
