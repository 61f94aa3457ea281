import {
  callsEveryone,
  type Change,
  type Entry,
  isKnown,
  type KnownEntry,
  type RefusalCode,
  refusal,
} from '@parley/protocol';
import { Refused } from '../failures';
import { reacted, unreacted } from '../messages';

export type Posted = Extract<KnownEntry, { kind: 'message.posted' }>;

export const refuse = (code: RefusalCode): never => {
  throw new Refused(refusal(code));
};

const isPosted = (entry: Entry | undefined): entry is Posted =>
  entry !== undefined && isKnown(entry) && entry.kind === 'message.posted';

/** The stored message; refused where there is none. */
export const messageIn = (entries: readonly Entry[], target: number): Posted => {
  const entry = entries[target - 1];
  return isPosted(entry) ? entry : refuse('message_not_found');
};

const afterChange = ({ body, ...message }: Posted, seq: number, at: number, author: string, change: Change): Posted => {
  const rev = { rev: seq };
  switch (change.kind) {
    case 'message.edited':
      return { ...message, body: { ...body, ...rev, text: change.body.text, edited: { seq, at } } };
    case 'message.deleted':
      return { ...message, body: { ...body, ...rev, text: '', deleted: { at, by: author } } };
    case 'reaction.added':
      return {
        ...message,
        body: { ...body, ...rev, reactions: reacted(body.reactions ?? {}, change.body.emoji, author) },
      };
    case 'reaction.removed':
      return {
        ...message,
        body: { ...body, ...rev, reactions: unreacted(body.reactions ?? {}, change.body.emoji, author) },
      };
    default:
      return { ...message, body };
  }
};

/** LOG-6: a change is written together with the message that it changes; a deletion takes the words from its edits too. */
export const project = (entries: Entry[], entry: Entry): void => {
  if (!isKnown(entry) || !('target' in entry.body)) return;
  const { target } = entry.body;
  const message = entries[target - 1];
  if (isPosted(message)) entries[target - 1] = afterChange(message, entry.seq, entry.at, entry.author, entry as Change);
  if (entry.kind !== 'message.deleted') return;
  for (const [i, other] of entries.entries())
    if (isKnown(other) && other.kind === 'message.edited' && other.body.target === target)
      entries[i] = { ...other, body: { target, text: '' } };
};

/** Why a change would be refused, by the rules; nothing where it would not. */
export const check = (entries: readonly Entry[], author: string, change: Change, basedOn?: number): void => {
  if (!('target' in change.body)) return;
  const { author: theirs, body } = messageIn(entries, change.body.target);
  switch (change.kind) {
    case 'message.edited':
      if (body.deleted) refuse('message_not_found');
      if (theirs !== author) refuse('not_yours');
      if (basedOn !== (body.edited?.seq ?? change.body.target)) refuse('edit_conflict');
      break;
    case 'message.deleted':
      if (theirs !== author) refuse('not_yours');
      if (body.deleted) refuse('nothing_to_change');
      break;
    case 'reaction.added':
    case 'reaction.removed': {
      if (body.deleted) refuse('message_not_found');
      const has = body.reactions?.[change.body.emoji]?.includes(author) ?? false;
      if (has === (change.kind === 'reaction.added')) refuse('nothing_to_change');
    }
  }
};

/** LOG-8: the messages that call everyone after a change at `seq`. A model holds them all: no test says so many. */
export const callsAfter = (calls: readonly number[], seq: number, { kind, body }: Change): number[] => {
  if (kind !== 'message.posted' && kind !== 'message.edited' && kind !== 'message.deleted') return [...calls];
  const target = 'target' in body ? body.target : seq;
  const others = calls.filter((call) => call !== target);
  return 'text' in body && callsEveryone(body.text) ? [...others, target].sort((a, b) => a - b) : others;
};
