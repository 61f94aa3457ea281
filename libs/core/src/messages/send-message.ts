import { isKnown } from '@parley/protocol';
import { permit } from '../access/permit';
import type { AsOf, Decide } from '../conversations/append';
import { handOver } from '../delivery/hand-over';
import { limitedByTail } from '../limits/limit-sending';
import { unlessBlocked } from '../people/unless-blocked';
import { refuse } from '../refuse';
import { asLeft } from './as-left';
import type { UseCase } from '../use-case';
import { type Calling, callingBy, callingEveryone } from './call-everyone';
import { namingPeople } from './name-people';

type Said = { text: string; replyTo?: number | undefined };

/**
 * Decides to say something: a member may, and call everyone where their role allows it. Members whom it calls by name
 * have it noted on their rows; whoever calls everyone, on their own.
 */
export const posting =
  (calling: Calling, author: string, { text, replyTo }: Said): Decide =>
  async (asOf: AsOf) => {
    permit('messages.send', asOf, author); // as of the slot that is claimed (DEL-1)
    if (replyTo !== undefined && !(await asOf.message(replyTo))) refuse('message_not_found');
    const change = { kind: 'message.posted', body: { text, ...(replyTo !== undefined && { replyTo }) } } as const;
    const target = asOf.head + 1;
    const called = await callingEveryone(calling, 'messages.send', asOf, author, { target, text });
    const named = await namingPeople(calling, asOf, author, { target, text });
    const projections = [...called, ...named.projections];
    return projections.length > 0 ? { change, projections } : { change };
  };

/** Says something in a conversation, once a key, and answers when it is committed and handed over (LOG-9). */
export const sendMessage: UseCase<'messages.send'> = async (
  context,
  caller,
  { conversationId, text, replyTo, ...attempt },
) => {
  const { personId } = caller;
  const said = posting(callingBy(context), personId, { text, replyTo });
  const decide = unlessBlocked(context.isBlocked, personId, limitedByTail(context.rates, personId, said));
  const appended = await context.append(conversationId, { author: personId, ...attempt }, decide);
  const { entry } = appended;
  if (entry.kind === 'message.discarded') refuse('discarded'); // given up, here or on another device (LOG-10)
  if (!isKnown(entry) || entry.kind !== 'message.posted') refuse('key_in_use');
  const { told, handedOver } = asLeft(entry, appended, text);
  await handOver(context, conversationId, handedOver);
  return { entry: told };
};
