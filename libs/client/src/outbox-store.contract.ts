import { describe, expect, it } from 'vitest';
import type { OutboxStore, StoredMessage } from './outbox-store';

const message = (order: number, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id: `01KB3W9M6Q${String(order).padStart(16, '0')}`,
  order,
  conversationId: `c-${'0'.repeat(31)}1`,
  key: `01KB3W9M6Q${String(order).padStart(16, '0')}`,
  text: `message ${order}`,
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
    it('keeps a copy: what is changed later outside stays outside', async () => {
      const store = open('copy');
      const mine = message(1);
      await store.put(mine);
      mine.text = 'changed';
      expect(await store.load()).toEqual([message(1)]);
    });
  });
