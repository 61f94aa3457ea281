import type { Change } from '@parley/protocol';
import type { AsOf, Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { changedMessage, decidedOn, messageToChange } from './change-message';

const isOwner = ({ conversation, members }: AsOf, personId: string): boolean =>
  conversation.kind === 'channel' && members.get(personId)?.role === 'owner';

/** Decides to take the words of a message back, from it and from its earlier edits: its author may, and a channel's owner. */
export const deleting =
  (author: string, target: number): Decide =>
  async (asOf) => {
    const message = await messageToChange(asOf, author, target);
    if (message.entry.author !== author && !isOwner(asOf, author)) refuse('not_yours');
    if (message.entry.body.deleted) refuse('nothing_to_change');
    const change: Change = { kind: 'message.deleted', body: { target } };
    const deleted = changedMessage(asOf, author, message, change);
    return decidedOn(message, change, deleted, [{ write: 'blanked', edits: message.edits }]);
  };

export const deleteMessage: UseCase<'messages.delete'> = (context, caller, { target, ...asked }) =>
  makeChange(context, caller, asked, 'message.deleted', deleting(caller.personId, target));
