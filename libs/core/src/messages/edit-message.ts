import { type Change, limits } from '@parley/protocol';
import { permitMessage } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { limitedByTail } from '../limits/limit-sending';
import { unlessBlocked } from '../people/unless-blocked';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { type Calling, callingBy, callingEveryone } from './call-everyone';
import { changedMessage, decidedOn, fitsEntry, messageToChange } from './change-message';
import { namingPeople } from './name-people';

type Edit = { target: number; basedOn: number; text: string };

/**
 * Decides to change the text of a message: its author may, and of two edits based on the same text the first wins. Whether
 * they may call everyone is asked where the text did not so far.
 */
export const editing =
  (calling: Calling, author: string, { target, basedOn, text }: Edit): Decide =>
  async (asOf) => {
    const message = await messageToChange('messages.edit', asOf, author, target);
    const { body } = message.entry;
    if (body.deleted) refuse('message_not_found');
    permitMessage('messages.edit', asOf, author, message.entry.author);
    if (basedOn !== (body.edited?.seq ?? target)) refuse('edit_conflict');
    if (message.edits.length >= limits.edits) refuse('too_many_edits');
    const words = { target, text, was: body.text };
    const { projections, unnamed } = await namingPeople(calling, asOf, author, words);
    const edit = { target, text, ...(unnamed.length > 0 && { unnamed: [...unnamed] }) };
    const change: Change = { kind: 'message.edited', body: edit };
    const edited = changedMessage(asOf, author, message, change);
    if (!fitsEntry(edited)) refuse('too_large', 'With its reactions, a message holds at most 24 KB.');
    const called = await callingEveryone(calling, 'messages.edit', asOf, author, words);
    return decidedOn(message, change, edited, [...called, ...projections]);
  };

export const editMessage: UseCase<'messages.edit'> = (context, caller, { target, basedOn, text, ...asked }) => {
  const edit = editing(callingBy(context), caller.personId, { target, basedOn, text });
  const decide = unlessBlocked(context.isBlocked, caller.personId, limitedByTail(context.rates, caller.personId, edit));
  return makeChange(context, caller, asked, 'message.edited', decide);
};
