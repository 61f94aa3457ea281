import { memoryOutboxStore, type OutboxStore, type StoredMessage } from '@parley/client';
import { describe, expect, it } from 'vitest';
import { takeOutboxSlot } from './outbox-slot';

/** Locks as tabs of one browser share them. */
const sharedLocks = (): LockManager => {
  const held = new Set<string>();
  return {
    request: async (name: string, _: LockOptions, granted: (lock: Lock | null) => unknown) => {
      if (held.has(name)) return granted(null);
      held.add(name);
      try {
        return await granted({ name, mode: 'exclusive' });
      } finally {
        held.delete(name);
      }
    },
  } as unknown as LockManager;
};

const aBrowser = () => {
  const locks = sharedLocks();
  const stores = new Map<string, OutboxStore>();
  const storeOf = (name: string) => {
    const store = stores.get(name) ?? memoryOutboxStore();
    stores.set(name, store);
    return store;
  };
  return { opensTab: () => takeOutboxSlot('ana', locks, storeOf), storeOf };
};
const aMessage = (id: string, order = 1): StoredMessage => ({
  ...{ id, order, key: id, at: 1, text: id },
  conversationId: 'c',
});
const idsIn = async (store: OutboxStore) => (await store.load()).map(({ id }) => id);

describe('[UX-SEND-7] of two tabs', () => {
  it('each has a store for itself', async () => {
    const { opensTab } = aBrowser();
    const [one, other] = [await opensTab(), await opensTab()];
    expect(one.store).not.toBe(other.store);
  });
  it('the next one after a reload finds what was left unsent', async () => {
    const { opensTab } = aBrowser();
    const before = await opensTab();
    await before.store.put(aMessage('a'));
    before.release();
    await Promise.resolve();
    expect(await idsIn((await opensTab()).store)).toEqual(['a']);
  });
  it('a closed one leaves its unsent messages to the next, behind its own and once', async () => {
    const { opensTab, storeOf } = aBrowser();
    const [one, other] = [await opensTab(), await opensTab()];
    await one.store.put(aMessage('first'));
    await other.store.put(aMessage('left 1', 1));
    await other.store.put(aMessage('left 2', 2));
    one.release();
    other.release();
    await new Promise((done) => setTimeout(done));
    const next = await opensTab();
    expect(await idsIn(next.store)).toEqual(['first', 'left 1', 'left 2']);
    expect(await idsIn(storeOf('ana#1'))).toEqual([]);
  });
  it('nothing is taken from one that is open', async () => {
    const { opensTab } = aBrowser();
    const [, other] = [await opensTab(), await opensTab()];
    await other.store.put(aMessage('mine'));
    const third = await opensTab();
    expect(await idsIn(third.store)).toEqual([]);
    expect(await idsIn(other.store)).toEqual(['mine']);
  });
});

it('works where the browser has no locks', async () => {
  const { storeOf } = aBrowser();
  expect((await takeOutboxSlot('ana', undefined, storeOf)).store).toBe(storeOf('ana'));
});
