import { expect, it } from 'vitest';
import { slowMs } from './forgiving-store';
import { memoryLogCache } from './log-cache.memory';
import type { StoredItem } from './outbox-store';
import { memoryOutboxStore } from './outbox-store.memory';
import { aClient, anOpenClient, general, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

const never = () => new Promise<never>(() => undefined);
const said = ({ server }: World) =>
  server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));

it('[UX-PWA-6] [LOG-4] a write that hangs is told as not stored, and what it stores is not tried until it is', async () => {
  const inner = memoryOutboxStore();
  let finish = () => undefined as void;
  const put = async (item: StoredItem) => {
    if (item.after === undefined) await new Promise<void>((done) => (finish = done));
    await inner.put(item);
  };
  const world = await anOpenClient(3, { store: { ...inner, put } });
  const sending = world.client.send(general, 'hi');
  await settled();
  await world.clock.advance(slowMs - 1);
  expect(world.screen.of('storage')).toEqual([]);
  await world.clock.advance(1);
  expect(world.screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
  await world.pair.flush();
  expect(said(world)).toEqual([]);
  expect(world.screen.outgoing(general)).toMatchObject([{ text: 'hi', state: 'waiting' }]);
  finish();
  await sending;
  await world.pair.flush();
  expect(said(world)).toEqual(['hi']);
  expect(world.screen.of('storage').at(-1)).toEqual({ type: 'storage', durable: true });
});

it('[SYNC-4] a deletion that hangs holds up what is said next for seconds, not for ever', async () => {
  const world = await anOpenClient(3, { store: { ...memoryOutboxStore(), delete: never } });
  await world.client.send(general, 'one');
  await world.client.send(general, 'two');
  await world.pair.flush();
  await world.clock.advance(5_000);
  await world.pair.flush();
  expect(said(world)).toEqual(['one', 'two']);
});

it('[SYNC-4] a refused change whose deletion hangs holds up what is behind it for seconds, not for ever', async () => {
  const world = await anOpenClient(3, { store: { ...memoryOutboxStore(), delete: never } });
  world.server.refuses('messages.react', 'unknown_request');
  await world.client.react(general, 2, '👍');
  await world.client.send(general, 'hi');
  await world.pair.flush();
  await world.clock.advance(5_000);
  await world.pair.flush();
  expect(said(world)).toEqual(['hi']);
});

it('[UX-PWA-6] a log opens without what was kept of it where the browser does not answer', async () => {
  const { client, clock, pair, screen, server } = aClient({ cache: { ...memoryLogCache(), log: never } });
  server.converse(general, 3);
  client.start();
  await pair.flush();
  const opened = client.open(general);
  await settled();
  await clock.advance(1_000);
  await pair.flush();
  await opened;
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4]);
});

it('[SYNC-4] giving up a failed message whose deletion hangs holds up what is behind it for seconds, and says that it hangs', async () => {
  const world = await anOpenClient(3, { store: { ...memoryOutboxStore(), delete: never } });
  world.server.refuses('messages.send', 'invalid');
  const key = await world.client.send(general, 'one');
  await world.client.send(general, 'two');
  await world.pair.flush();
  const discarded = expect(world.client.discard(key)).rejects.toThrow('Reload the page');
  await settled();
  await world.clock.advance(5_000);
  await discarded;
  await world.pair.flush();
  expect(said(world)).toEqual(['two']);
});

it('[LOG-10] what is given up, and whose deletion fails after long, is shown again, for it is sent', async () => {
  let fail = () => undefined as void;
  const remove = () =>
    new Promise<void>((_, reject) => (fail = () => reject(new DOMException('Aborted.', 'AbortError'))));
  const world = await anOpenClient(3, { store: { ...memoryOutboxStore(), delete: remove } });
  world.pair.network.isUp = false;
  await world.pair.cut();
  await world.client.send(general, 'first');
  const key = await world.client.send(general, 'better not');
  const discarded = expect(world.client.discard(key)).rejects.toThrow('Reload the page');
  await settled();
  await world.clock.advance(5_000);
  await discarded;
  expect(world.client.unsent()).toMatchObject([{ text: 'first' }]);
  fail();
  await settled();
  expect(world.client.unsent()).toMatchObject([{ text: 'first' }, { text: 'better not' }]);
});

it('[SYNC-3] an edit that is replaced while what it is based on is stored anew loses no newer text', async () => {
  const inner = memoryOutboxStore();
  const hung: (() => void)[] = [];
  let isHanging = false;
  const put = async (item: StoredItem) => {
    if (isHanging) await new Promise<void>((done) => hung.push(done));
    await inner.put(item);
  };
  const { client, pair, server } = await anOpenClient(3, { store: { ...inner, put } });
  const { seq } = server.say(general, 'mine', 'ana');
  await pair.flush();
  await client.edit(general, seq, 'first edit');
  await settled();
  await client.edit(general, seq, 'second edit'); // the first is on its way: this one comes behind it
  isHanging = true;
  await pair.flush();
  expect(hung).toHaveLength(1);
  const edited = client.edit(general, seq, 'third edit');
  await settled();
  isHanging = false;
  for (const go of hung.splice(0)) go();
  await edited;
  await pair.flush();
  const edits = server.log(general).filter(({ kind }) => kind === 'message.edited');
  expect(edits).toMatchObject([{ body: { text: 'first edit' } }, { body: { text: 'third edit' } }]);
});
