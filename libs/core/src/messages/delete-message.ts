import type { Change } from '@parley/protocol';
import { permitMessage } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { limitedByTail } from '../limits/limit-sending';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { changedMessage, decidedOn, messageToChange } from './change-message';

/** Decides to take the words of a message back, from it and from its earlier edits: its author may, and who moderates a channel. */
export const deleting =
  (author: string, target: number): Decide =>
  async (asOf) => {
    const message = await messageToChange('messages.delete', asOf, author, target);
    permitMessage('messages.delete', asOf, author, message.entry.author);
    if (message.entry.body.deleted) refuse('nothing_to_change');
    const change: Change = { kind: 'message.deleted', body: { target } };
    const deleted = changedMessage(asOf, author, message, change);
    return decidedOn(message, change, deleted, [{ write: 'blanked', edits: message.edits }]);
  };

export const deleteMessage: UseCase<'messages.delete'> = (context, caller, { target, ...asked }) => {
  const decide = limitedByTail(context.rates, caller.personId, deleting(caller.personId, target));
  return makeChange(context, caller, asked, 'message.deleted', decide);
};
