import type { Body, InboxRow } from '@parley/protocol';
import type { Decision } from '../conversations/append';
import { myRow } from '../conversations/my-row';
import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';

type Asked = Body<'memberships.leave'>;

const tellMine = async ({ delivery }: Context, { personId }: Caller, row: InboxRow | undefined): Promise<InboxRow> => {
  if (!row) refuse('not_a_member');
  await delivery.rows(new Map([[personId, row]]));
  return row;
};

// The people of a direct conversation are fixed: leaving it only takes it off one's list.
const hide = async (context: Context, caller: Caller, { conversationId }: Asked) => {
  const [row, [head]] = await Promise.all([
    myRow(context, caller, conversationId),
    context.log.last(conversationId, 1),
  ]);
  const hidden = head && (await context.inbox.hide(caller.personId, conversationId, head.seq));
  return tellMine(context, caller, hidden ?? row);
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
  const mine = (await context.inbox.rowsOf(conversationId, [personId])).get(personId);
  // At once: each may take its second, and the one who leaves waits for one (LOG-9).
  const [row] = await Promise.all([tellMine(context, caller, mine), handOver(context, conversationId, appended)]);
  return row;
};

export const leaveConversation: UseCase<'memberships.leave'> = async (context, caller, asked) => {
  const [conversation] = await context.conversations.get([asked.conversationId]);
  return { row: await (conversation?.kind === 'direct' ? hide : leave)(context, caller, asked) };
};
