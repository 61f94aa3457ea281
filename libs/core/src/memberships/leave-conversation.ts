import type { Body, InboxRow } from '@parley/protocol';
import type { AccessStore } from '../access/access-store';
import { permit } from '../access/permit';
import type { Decide } from '../conversations/append';
import type { Projection } from '../conversations/conversation-log';
import { myRow } from '../conversations/my-row';
import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';
import { heirOf } from './heir';
import { ranked } from './members';

type Asked = Body<'memberships.leave'>;

// The people of a direct conversation are fixed: leaving it only takes it off one's list, as far as one has seen it.
// A message behind that brings it back; what becomes of a message does not.
const hide = async (context: Context, caller: Caller, { conversationId, after }: Asked): Promise<InboxRow> => {
  const { log, inbox, delivery } = context;
  const [row, [seen]] = await Promise.all([
    myRow(context, caller, conversationId),
    log.last(conversationId, 1, after + 1), // as far as the log goes, where `after` is beyond it
  ]);
  if (!seen || seen.seq <= (row.hiddenAt ?? 0)) return row;
  const hidden = (await inbox.hide(caller.personId, conversationId, seen)) ?? row;
  await delivery.rows(new Map([[caller.personId, hidden]]));
  return hidden;
};

/** Decides to leave a channel. Its last owner leaves it to somebody, so that it always has one (ROLE-5). */
export const leaving =
  (access: Pick<AccessStore, 'of'>, author: string): Decide =>
  async (asOf) => {
    permit('memberships.leave', asOf, author);
    const seq = asOf.head + 1;
    const heir = await heirOf(access, asOf.members, asOf.head, author);
    const left: Projection = { write: 'left', personId: author, seq };
    return {
      change: { kind: 'member.left', body: heir ? { heir: heir.personId } : {} },
      projections: heir ? [left, { write: 'member', member: ranked(heir, 'owner', seq), was: heir }] : [left],
    };
  };

const leave = async (context: Context, caller: Caller, { conversationId, ...attempt }: Asked): Promise<InboxRow> => {
  const { personId } = caller;
  const appended = await context.append(
    conversationId,
    { author: personId, ...attempt },
    leaving(context.access, personId),
  );
  if (appended.entry.kind !== 'member.left') refuse('key_in_use');
  await handOver(context, conversationId, appended);
  return (await context.inbox.rowsOf(conversationId, [personId])).get(personId) ?? refuse('not_a_member');
};

export const leaveConversation: UseCase<'memberships.leave'> = async (context, caller, asked) => {
  const [conversation] = await context.conversations.get([asked.conversationId]);
  return { row: await (conversation?.kind === 'direct' ? hide : leave)(context, caller, asked) };
};
