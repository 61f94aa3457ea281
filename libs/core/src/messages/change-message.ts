import { type Change, limits, utf8Bytes } from '@parley/protocol';
import { permit } from '../access/permit';
import type { AsOf, Decision } from '../conversations/append';
import type { Projection } from '../conversations/conversation-log';
import { refuse } from '../refuse';
import { afterChange, type Message } from './message';

type ChangeRequest = 'messages.edit' | 'messages.delete' | 'messages.react' | 'messages.unreact';

/** The message that a member is about to change; `message_not_found` where there is none, or none any more. */
export const messageToChange = async (
  type: ChangeRequest,
  asOf: AsOf,
  author: string,
  target: number,
): Promise<Message> => {
  permit(type, asOf, author);
  const message = await asOf.message(target);
  if (!message) refuse('message_not_found');
  return message;
};

/** Whether the message with what happened to it fits an entry: 24 KB as JSON. */
export const fitsEntry = ({ entry }: Message): boolean => utf8Bytes(JSON.stringify(entry)) <= limits.entryBytes;

/** The message as it would be after the author's change, decided on as of that head. */
export const changedMessage = ({ head, at }: AsOf, author: string, message: Message, change: Change): Message =>
  afterChange(message, { seq: head + 1, at, author, ...change });

/** A change together with the message as it is after it, written where the message is still as it was decided on (LOG-6). */
export const decidedOn = (
  before: Message,
  change: Change,
  message: Message,
  others: readonly Projection[] = [],
): Decision => ({ change, projections: [{ write: 'changed', message, was: before.entry.body.rev }, ...others] });
