import type { PendingChange } from './client';
import { type Message, reacted, unreacted } from './messages';

const withChange = (message: Message, { change, key, at }: PendingChange, myId: string): Message => {
  const gone = () => ({ ...message, text: '', deleted: { at, by: myId } });
  if (change.type === 'messages.discard') return message.key === key ? gone() : message;
  if (!('target' in change) || change.target !== message.seq || message.deleted) return message;
  switch (change.type) {
    case 'messages.edit':
      return { ...message, text: change.text };
    case 'messages.delete':
      return gone();
    case 'messages.react':
      return { ...message, reactions: reacted(message.reactions, change.emoji, myId) };
    case 'messages.unreact':
      return { ...message, reactions: unreacted(message.reactions, change.emoji, myId) };
  }
};

/** The message as it will be once my changes have arrived (UX-REACT-1); one that was refused does not count. */
export const overlaid = (message: Message, changes: readonly PendingChange[], myId: string): Message =>
  changes.reduce((so, change) => (change.state === 'failed' ? so : withChange(so, change, myId)), message);
