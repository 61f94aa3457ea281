import { expect, it } from 'vitest';
import { memoryLogCache } from './log-cache.memory';
import { memoryOutboxStore } from './outbox-store.memory';
import { anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';
import { memoryTabs } from './tabs.memory';

const never = () => new Promise<never>(() => undefined);
/** Whether it resolved, once `ms` have passed. */
const within = async (clock: { advance(ms: number): Promise<void> }, ms: number, work: Promise<void>) => {
  let isDone = false;
  void work.then(() => (isDone = true));
  await settled();
  await clock.advance(ms);
  return isDone;
};

it('stops at once while offline, whatever waits for the network', async () => {
  const { client, clock, pair } = await anOpenClient(3);
  pair.network.isUp = false;
  await pair.cut();
  await client.send(general, 'unsent');
  client.markRead(general, 4);
  client.meet(['cy']);
  await clock.advance(5_000);
  expect(await within(clock, 0, client.stop())).toBe(true);
  expect(clock.timers()).toBe(0);
});

it('stops within a second where the browser’s storage hangs', async () => {
  const cache = { ...memoryLogCache(), keepState: never, keepLog: never };
  const { client, clock, server, pair } = await anOpenClient(3, { cache });
  server.say(general, 'to be kept');
  await pair.flush();
  expect(await within(clock, 1_000, client.stop())).toBe(true);
});

it('[LOG-4] a write that hangs keeps the lock, though stop does not wait for it', async () => {
  const tab = memoryTabs();
  const inner = memoryOutboxStore();
  const put = { finish: () => undefined as void };
  const store = {
    ...inner,
    put: async (item: Parameters<typeof inner.put>[0]) => {
      await new Promise<void>((finish) => (put.finish = finish));
      await inner.put(item);
    },
  };
  const { client, clock, server, pair } = await anOpenClient(3, { store, tabs: tab() });
  client.send(general, 'hi').catch(() => undefined);
  await settled();
  expect(await within(clock, 1_000, client.stop())).toBe(true);
  const other = await anOpenClient(3, { clock, server, pair, store: inner, tabs: tab() });
  await other.client.send(general, 'from another tab');
  await pair.flush();
  expect(server.asked('messages.send')).toEqual([]);
  put.finish();
  await settled();
  await pair.flush();
  expect(server.asked('messages.send').length).toBeGreaterThan(0);
});

it('[UX-SEND-7] what was wished of the tab that sends, and nobody granted, ends with this client', async () => {
  const channel = { post: () => undefined, listen: () => () => undefined };
  const { client } = await anOpenClient(3, { tabs: { lock: { take: () => () => undefined }, channel } });
  const key = await client.send(general, 'hi');
  const wished = expect(client.discard(key)).rejects.toThrow('stopped');
  await settled();
  await client.stop();
  await wished;
});

it('[UX-SEND-7] so it does where a write hangs', async () => {
  const [tab, inner] = [memoryTabs(), memoryOutboxStore()];
  tab().lock.take(() => undefined); // a tab that hangs
  const { client, clock } = await anOpenClient(3, { store: { ...inner, put: never }, tabs: tab() });
  client.send(general, 'hi').catch(() => undefined);
  await settled();
  const wished = expect(client.discard('any')).rejects.toThrow('stopped');
  expect(await within(clock, 1_000, client.stop())).toBe(true);
  await wished;
});
