import type { Entry, Input } from '@parley/protocol';
import type { Outgoing, PendingChange, SendingState } from './client';
import type { Command, Say } from './command';
import type { Ask } from './http';
import type { StoredItem } from './outbox-store';

/** Something on its way and how it stands. */
export type Item = StoredItem & {
  sending: boolean;
  /** It is in the store: nothing is tried before. */
  isSaved: boolean;
  /** The tab that sends knows of it, for it told so, or it was in the store; one that it tells of no more is done. */
  isShared: boolean;
  /** Its entry's seq, once that is known; it is shown until the timeline shows the entry instead (UX-SEND-2). */
  landed?: number;
  onLanded: Set<() => void>;
  /** It became another command: what is under way for it is not waited for. */
  interrupt?: () => void;
  /** The last of its changes in the store. */
  writing?: Promise<unknown>;
};

/** As it begins, or begins again after a reload. */
export const itemOf = (stored: StoredItem, isSaved: boolean): Item => ({
  ...stored,
  ...{ sending: false, isSaved, isShared: false, onLanded: new Set() },
});

/** What of it goes into the store. */
export const storedOf = (item: Item): StoredItem => {
  const { id, order, conversationId, key, at, command, after, refusal } = item;
  return {
    ...{ id, order, conversationId, key, at, command },
    ...(after !== undefined && { after }),
    ...(refusal && { refusal }),
  };
};

export const isSay = (command: Command): command is Say => command.type === 'messages.send';

const stateOf = ({ refusal, sending, landed }: Item): SendingState =>
  refusal ? 'failed' : sending || landed !== undefined ? 'sending' : 'waiting';

/** What of a message is shown. */
export const outgoing = (item: Item): Outgoing[] => {
  const { conversationId, key, at, command, refusal } = item;
  if (!isSay(command)) return [];
  const { text, replyTo } = command;
  return [
    {
      ...{ conversationId, key, text, at, state: stateOf(item) },
      ...(replyTo !== undefined && { replyTo }),
      ...(refusal && { refusal }),
    },
  ];
};

/** What of another change is shown. */
export const pendingChange = (item: Item): PendingChange[] => {
  const { conversationId, key, at, command, refusal } = item;
  if (isSay(command)) return [];
  return [{ ...{ conversationId, key, at, change: command, state: stateOf(item) }, ...(refusal && { refusal }) }];
};

type Place = { conversationId: string; key: string; after: number };
type Asking = { [T in Command['type']]: Input<T> }[Command['type']];

/** Asks for it; `after` is that of its first try. */
export const askFor = (ask: Ask, { conversationId, key, command }: StoredItem, after: number) => {
  const place: Place = { conversationId, key, after };
  const { type, ...what } = command;
  // Each command is its request without the place, so the two together are that request's body.
  return ask(type, { ...place, ...what } as Asking) as Promise<{ entry: Entry }>;
};

/** Whether one that is refused for good is kept to be looked at: what somebody wrote is (UX-SEND-4, UX-EDIT-1). */
export const isWriting = ({ type }: Command): boolean => type === 'messages.send' || type === 'messages.edit';
