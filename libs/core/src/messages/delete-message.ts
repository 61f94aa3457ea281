import type { Change } from '@parley/protocol';
import { permitMessage } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { limitedByTail } from '../limits/limit-sending';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import type { Calling } from './call-everyone';
import { changedMessage, decidedOn, messageToChange } from './change-message';
import { namingPeople } from './name-people';

/** Decides to take the words of a message back, from it and from its earlier edits: its author may, and who moderates a channel. */
export const deleting =
  (calling: Pick<Calling, 'inbox'>, author: string, target: number): Decide =>
  async (asOf) => {
    const message = await messageToChange('messages.delete', asOf, author, target);
    permitMessage('messages.delete', asOf, author, message.entry.author);
    const { entry } = message;
    if (entry.body.deleted) refuse('nothing_to_change');
    const words = { target, text: '', was: entry.body.text };
    const { projections, unnamed } = await namingPeople(calling, asOf, entry.author, words);
    const body = { target, ...(unnamed.length > 0 && { unnamed: [...unnamed] }) };
    const change: Change = { kind: 'message.deleted', body };
    const deleted = changedMessage(asOf, author, message, change);
    return decidedOn(message, change, deleted, [{ write: 'blanked', edits: message.edits }, ...projections]);
  };

export const deleteMessage: UseCase<'messages.delete'> = (context, caller, { target, ...asked }) => {
  const decide = limitedByTail(context.rates, caller.personId, deleting(context, caller.personId, target));
  return makeChange(context, caller, asked, 'message.deleted', decide);
};
