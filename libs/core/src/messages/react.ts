import { type Change, limits } from '@parley/protocol';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { limitedByTail } from '../limits/limit-sending';
import { unlessBlocked } from '../people/unless-blocked';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { changedMessage, decidedOn, fitsEntry, messageToChange } from './change-message';

type Reaction = { target: number; emoji: string };

/** Decides to react to a message, once a person and emoji. */
export const reacting =
  (author: string, { target, emoji }: Reaction): Decide =>
  async (asOf) => {
    const message = await messageToChange('messages.react', asOf, author, target);
    const { deleted, reactions = {} } = message.entry.body;
    if (deleted) refuse('message_not_found');
    if (reactions[emoji]?.includes(author)) refuse('nothing_to_change');
    const isNew = !(emoji in reactions);
    if (isNew && Object.keys(reactions).length >= limits.reactionKinds) refuse('too_many_reactions');
    const change: Change = { kind: 'reaction.added', body: { target, emoji } };
    const reacted = changedMessage(asOf, author, message, change);
    if (!fitsEntry(reacted)) refuse('too_many_reactions');
    return decidedOn(message, change, reacted);
  };

/** Decides to take a reaction back. */
export const unreacting =
  (author: string, { target, emoji }: Reaction): Decide =>
  async (asOf) => {
    const message = await messageToChange('messages.unreact', asOf, author, target);
    const { deleted, reactions = {} } = message.entry.body;
    if (deleted) refuse('message_not_found');
    if (!reactions[emoji]?.includes(author)) refuse('nothing_to_change');
    const change: Change = { kind: 'reaction.removed', body: { target, emoji } };
    return decidedOn(message, change, changedMessage(asOf, author, message, change));
  };

export const react: UseCase<'messages.react'> = (context, caller, { target, emoji, ...asked }) => {
  const reaction = reacting(caller.personId, { target, emoji });
  const decide = unlessBlocked(
    context.isBlocked,
    caller.personId,
    limitedByTail(context.rates, caller.personId, reaction),
  );
  return makeChange(context, caller, asked, 'reaction.added', decide);
};

export const unreact: UseCase<'messages.unreact'> = (context, caller, { target, emoji, ...asked }) => {
  const taken = unreacting(caller.personId, { target, emoji });
  const decide = limitedByTail(context.rates, caller.personId, taken);
  return makeChange(context, caller, asked, 'reaction.removed', decide);
};
