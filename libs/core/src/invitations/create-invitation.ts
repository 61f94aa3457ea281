import { type Body, type Invitation, limits } from '@parley/protocol';
import { mayToPeople } from '../access/permit';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';
import { isOpen } from './invitation-store';
import { hashOf, invitationId, newToken } from './invitation-token';

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

const decideOn = async (context: Context, { personId }: Caller, { role, email, conversations }: Asked) => {
  const mine = (await context.access.of([personId])).get(personId) ?? refuse('no_profile');
  if (!mayToPeople('invitations.create', mine.role, role)) refuse('not_allowed');
  await refuseForeign(context, personId, conversations);
  if (email !== undefined && (await context.people.byEmail(email))) refuse('already_here');
  await refuseTooMany(context, personId);
};

/** The invitation that this key makes, made now or by an earlier try. */
const made = async (context: Context, caller: Caller, asked: Asked): Promise<Invitation> => {
  const { key, email, role, mostUses, hours } = asked;
  const id = await invitationId(caller.personId, key);
  const [known] = await context.invitations.get([id]);
  if (known) return known;
  await limitAct(context, 'invites', caller.personId);
  await decideOn(context, caller, asked);
  const createdAt = context.clock.now();
  const invitation: Invitation = {
    ...{ id, role, conversations: [...new Set(asked.conversations)], uses: 0, createdBy: caller.personId, createdAt },
    ...{ expiresAt: createdAt + hours * hourMs, mostUses: email === undefined ? mostUses : 1 },
    ...(email !== undefined && { email }),
  };
  if (await context.invitations.create(invitation)) return invitation;
  return (await context.invitations.get([id]))[0] ?? refuse('busy');
};

/**
 * Invites by a link or by e-mail. A token is told once and only its hash is kept, so a retry whose first answer was lost
 * is given another token that leads to the same invitation.
 */
export const createInvitation: UseCase<'invitations.create'> = async (context, caller, asked) => {
  const invitation = await made(context, caller, asked);
  if (invitation.email !== undefined) {
    await context.identity.invite(invitation.email);
    return { invitation };
  }
  const token = newToken();
  await context.invitations.addToken(invitation.id, await hashOf(token));
  return { invitation, token };
};
