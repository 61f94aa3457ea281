import type { Body, InboxRow } from '@parley/protocol';
import type { Decision } from '../conversations/append';
import { myRow } from '../conversations/my-row';
import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';

type Asked = Body<'memberships.leave'>;

// The people of a direct conversation are fixed: leaving it only takes it off one's list, as far as one has seen it.
const hide = async (context: Context, caller: Caller, { conversationId, after }: Asked): Promise<InboxRow> => {
  const { log, inbox, delivery } = context;
  const [row, [head]] = await Promise.all([myRow(context, caller, conversationId), log.last(conversationId, 1)]);
  const seq = Math.min(after, head?.seq ?? 0);
  if (seq <= (row.hiddenAt ?? 0)) return row;
  const hidden = (await inbox.hide(caller.personId, conversationId, seq)) ?? row;
  await delivery.rows(new Map([[caller.personId, hidden]]));
  return hidden;
};

const leave = async (context: Context, caller: Caller, { conversationId, ...attempt }: Asked): Promise<InboxRow> => {
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
  return (await context.inbox.rowsOf(conversationId, [personId])).get(personId) ?? refuse('not_a_member');
};

export const leaveConversation: UseCase<'memberships.leave'> = async (context, caller, asked) => {
  const [conversation] = await context.conversations.get([asked.conversationId]);
  return { row: await (conversation?.kind === 'direct' ? hide : leave)(context, caller, asked) };
};
