import { utf8Bytes } from '@parley/protocol';
import type { Command } from './command';
import type { StoredItem } from './outbox-store';

/** UX-SEND-8: what one person may have unsent on one device. */
export const outboxLimit = { items: 1_000, bytes: 5 * 1024 * 1024 } as const;

/** There is no room for more: what was written stays where it was written. */
export class OutboxFull extends Error {
  constructor() {
    super('Too much is waiting to be sent. Wait until some of it has arrived, or give some of it up.');
    this.name = 'OutboxFull';
  }
}

// Commands are replaced, never changed, so each is measured once.
const measured = new WeakMap<Command, number>();
const bytesOf = (command: Command): number => {
  const bytes = measured.get(command) ?? ('text' in command ? utf8Bytes(command.text) : 0);
  measured.set(command, bytes);
  return bytes;
};

/** Throws `OutboxFull` where `command` finds no room behind `items`. */
export const checkRoom = (items: readonly StoredItem[], command: Command): void => {
  const bytes = items.reduce((sum, item) => sum + bytesOf(item.command), bytesOf(command));
  if (items.length >= outboxLimit.items || bytes > outboxLimit.bytes) throw new OutboxFull();
};
