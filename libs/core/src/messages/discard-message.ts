import { isKnown } from '@parley/protocol';
import { permit } from '../access/permit';
import type { Append, Appended, Decide } from '../conversations/append';
import { handOver } from '../delivery/hand-over';
import { limitedByTail } from '../limits/limit-sending';
import { refuse, Refused } from '../refuse';
import type { UseCase } from '../use-case';
import type { Calling } from './call-everyone';
import { deleting } from './delete-message';

type Discard = { author: string; key: string; after: number; deleteKey: string };

const voiding =
  (author: string): Decide =>
  (asOf) => {
    permit('messages.discard', asOf, author);
    return { change: { kind: 'message.discarded', body: {} } };
  };

/**
 * Gives up a message whose fate its author does not know (LOG-10): its key is claimed by a void, or, where it had made
 * the message already, that is deleted. What settled it: the void, the deletion, or the message that is deleted already.
 */
export const discarding = async (
  append: Append,
  calling: Pick<Calling, 'inbox'>,
  conversationId: string,
  { author, key, after, deleteKey }: Discard,
): Promise<Appended> => {
  const first = await append(conversationId, { author, key, after }, voiding(author));
  const { entry } = first;
  if (!isKnown(entry)) refuse('key_in_use');
  if (entry.kind === 'message.discarded') return first;
  if (entry.kind !== 'message.posted') refuse('key_in_use');
  try {
    const second = await append(
      conversationId,
      { author, key: deleteKey, after },
      deleting(calling, author, entry.seq),
    );
    if (second.entry.kind !== 'message.deleted') refuse('key_in_use');
    return second;
  } catch (error) {
    const isDeleted = error instanceof Refused && error.refusal.code === 'nothing_to_change';
    if (!isDeleted) throw error;
    // By another key of theirs, or by the channel's owner: read again, so that no words go out with it.
    return append(conversationId, { author, key, after }, voiding(author));
  }
};

export const discardMessage: UseCase<'messages.discard'> = async (context, caller, { conversationId, ...asked }) => {
  const { personId: author } = caller;
  const append: Append = (id, attempt, decide) =>
    context.append(id, attempt, limitedByTail(context.rates, author, decide));
  const appended = await discarding(append, context, conversationId, { author, ...asked });
  await handOver(context, conversationId, appended);
  return { entry: appended.entry };
};
