import type { OutboxStore, StoredMessage } from './outbox-store';

/** For clients that need not survive a restart. */
export const memoryOutboxStore = (): OutboxStore => {
  const messages = new Map<string, StoredMessage>();
  return {
    load: async () => structuredClone([...messages.values()]).sort((a, b) => a.order - b.order),
    put: async (message) => void messages.set(message.id, structuredClone(message)),
    delete: async (id) => void messages.delete(id),
  };
};
