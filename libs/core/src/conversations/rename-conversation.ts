import { permit } from '../access/permit';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import type { Decide } from './append';
import { makeChange } from './make-change';

/** Decides to give a channel another name. */
export const renaming =
  (author: string, name: string): Decide =>
  (asOf) => {
    permit('conversations.rename', asOf, author);
    const was = asOf.conversation.name ?? '';
    if (was === name) refuse('nothing_to_change');
    return { change: { kind: 'conversation.renamed', body: { name } }, projections: [{ write: 'renamed', name, was }] };
  };

export const renameConversation: UseCase<'conversations.rename'> = (context, caller, { name, ...asked }) =>
  makeChange(context, caller, asked, 'conversation.renamed', renaming(caller.personId, name));
