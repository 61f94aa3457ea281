import { describe, expect, it } from 'vitest';
import type { OutboxStore, StoredItem } from './outbox-store';

const say = (text: string) => ({ type: 'messages.send' as const, text });
// Ids descend where orders ascend: another device's clock made them, say.
const message = (order: number, more: Partial<StoredItem> = {}): StoredItem => ({
  id: `01KB3W9M6Q${String(1_000 - order).padStart(16, '0')}`,
  order,
  conversationId: `c-${'0'.repeat(31)}1`,
  key: `01KB3W9M6Q${String(order).padStart(16, '0')}`,
  command: say(`message ${order}`),
  at: 1_767_225_600_000,
  ...more,
});

/** What every outbox store does. `open` opens the store of a person; the same person's is the same store. */
export const outboxStoreContract = (name: string, open: (personId: string) => OutboxStore) =>
  describe(name, () => {
    it('gives back what was put, in the order of sending', async () => {
      const store = open('in-order');
      const refused = message(2, { after: 41, refusal: { code: 'not_a_member', message: 'No.' } });
      await store.put(message(10));
      await store.put(refused);
      await store.put(message(1, { after: 0 }));
      expect(await store.load()).toEqual([message(1, { after: 0 }), refused, message(10)]);
    });
    it('of two with one order gives the lower id first', async () => {
      const store = open('one-order');
      const [lower, higher] = [message(1, { id: 'a' }), message(1, { id: 'b' })];
      await store.put(higher);
      await store.put(lower);
      expect(await store.load()).toEqual([lower, higher]);
    });
    it('keeps whatever can be on its way', async () => {
      const store = open('commands');
      const commands: StoredItem['command'][] = [
        { type: 'messages.send', text: 'hi', replyTo: 40 },
        { type: 'messages.edit', target: 41, basedOn: 41, text: 'hello' },
        { type: 'messages.delete', target: 41 },
        { type: 'messages.react', target: 41, emoji: '👍' },
        { type: 'messages.unreact', target: 41, emoji: '👍' },
        { type: 'messages.discard', deleteKey: message(99).key },
        { type: 'conversations.rename', name: 'announcements' },
        { type: 'memberships.remove', personId: 'bo' },
      ];
      const items = commands.map((command, order) => message(order, { command }));
      for (const item of items) await store.put(item);
      expect(await store.load()).toEqual(items);
    });
    it('replaces one that is put again under its id', async () => {
      const store = open('again');
      await store.put(message(1));
      await store.put(message(1, { after: 41 }));
      expect(await store.load()).toEqual([message(1, { after: 41 })]);
    });
    it('forgets what was deleted, and deletes what is not there without a word', async () => {
      const store = open('deleted');
      await store.put(message(1));
      await store.put(message(2));
      await store.delete(message(1).id);
      await store.delete(message(1).id);
      expect(await store.load()).toEqual([message(2)]);
    });
    it('forgets everything at once, and keeps what is put after that', async () => {
      const store = open('cleared');
      await store.put(message(1));
      await store.put(message(2));
      await store.clear();
      await store.clear();
      expect(await store.load()).toEqual([]);
      await store.put(message(3));
      expect(await store.load()).toEqual([message(3)]);
    });
    it('keeps a copy: what is changed later outside stays outside', async () => {
      const store = open('copy');
      const mine = message(1);
      await store.put(mine);
      mine.command = say('changed');
      expect(await store.load()).toEqual([message(1)]);
    });
  });
