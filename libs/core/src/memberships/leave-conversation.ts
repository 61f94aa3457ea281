import type { Body } from '@parley/protocol';
import type { Decision } from '../conversations/append';
import { myRow } from '../conversations/my-row';
import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';

type Asked = Body<'memberships.leave'>;

// The people of a direct conversation are fixed: leaving it only takes it off one's list.
const hide = async (context: Context, caller: Caller, { conversationId }: Asked) => {
  const [, [head]] = await Promise.all([myRow(context, caller, conversationId), context.log.last(conversationId, 1)]);
  return head && context.inbox.hide(caller.personId, conversationId, head.seq);
};

const leave = async (context: Context, caller: Caller, { conversationId, ...attempt }: Asked) => {
  const { personId } = caller;
  const appended = await context.append(conversationId, { author: personId, ...attempt }, (asOf): Decision => {
    if (!asOf.includes(personId)) refuse('not_a_member');
    return {
      change: { kind: 'member.left', body: {} },
      projections: [{ write: 'left', personId, seq: asOf.head + 1 }],
    };
  });
  if (appended.entry.kind !== 'member.left') refuse('key_in_use');
  await handOver(context, conversationId, appended);
  return (await context.inbox.rowsOf(conversationId, [personId])).get(personId);
};

export const leaveConversation: UseCase<'memberships.leave'> = async (context, caller, asked) => {
  const [conversation] = await context.conversations.get([asked.conversationId]);
  const row = await (conversation?.kind === 'direct' ? hide : leave)(context, caller, asked);
  if (!row) refuse('not_a_member');
  await context.delivery.rows(new Map([[caller.personId, row]]));
  return { row };
};
