import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Says something in a conversation, once a key, and answers when it is committed and handed over (LOG-9). */
export const sendMessage: UseCase<'messages.send'> = async (context, caller, { conversationId, text, ...attempt }) => {
  const appended = await context.append(conversationId, { author: caller.personId, ...attempt }, (asOf) => {
    if (!asOf.includes(caller.personId)) refuse('not_a_member'); // as of the slot that is claimed (DEL-1)
    return { change: { kind: 'message.posted', body: { text } } };
  });
  const { entry } = appended;
  if (entry.kind !== 'message.posted') refuse('key_in_use');
  await handOver(context, conversationId, appended);
  return { entry };
};
