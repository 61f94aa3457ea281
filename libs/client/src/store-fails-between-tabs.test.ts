import { expect, it } from 'vitest';
import type { StoredItem } from './outbox-store';
import { aBrowser, flush, offline, online } from './testing/a-browser';
import { general, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

const said = ({ server }: World) =>
  server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));
const unsent = ({ client }: World) => client.unsent().map(({ text }) => text);

it('[LOG-2] [UX-PWA-6] what could not be stored, and another tab sent, is not sent again when that one goes', async () => {
  const { opens, server } = aBrowser('put');
  const [one, two] = [await opens(), await opens()];
  await two.client.send(general, 'hi');
  await flush(one, two);
  expect(said(one)).toEqual(['hi']);
  expect(unsent(two)).toEqual([]);
  server.say(general, 'hello Ana');
  await flush(one, two);
  await one.client.stop();
  await flush(two);
  expect(said(two)).toEqual(['hi']);
});

it('[LOG-2] nor where one write alone had failed, minutes ago', async () => {
  const { clock, failing, opens, server } = aBrowser('put');
  const [one, two] = [await opens(), await opens()];
  await two.client.send(general, 'hi');
  failing.clear();
  await flush(one, two);
  for (let i = 0; i < 3; i += 1) server.say(general, 'an answer');
  await clock.advance(600_000);
  await flush(one, two);
  await one.client.stop();
  await flush(two);
  expect(said(two)).toEqual(['hi']);
});

it('[LOG-4] what could not be stored keeps the `after` of its first try, though the tab that tried it goes', async () => {
  const { opens, server } = aBrowser('put');
  const [one, two] = [await opens(), await opens()];
  await two.client.send(general, 'hi');
  await settled();
  one.pair.packets.shift()?.deliver(); // it is appended, and nobody hears of it
  for (const { pair } of [one, two]) pair.packets.length = 0;
  for (let i = 0; i < 3; i += 1) server.say(general, 'an answer');
  await flush(two);
  await offline(one);
  one.tabs.die();
  await flush(two);
  expect(said(two)).toEqual(['hi']);
  expect(unsent(two)).toEqual([]);
});

it('[LOG-4] so it does where another tab has stored that, and this one could not hear', async () => {
  const { failing, inner, opens, server, tab } = aBrowser('put');
  const other = tab();
  other.lock.take(() => undefined);
  const two = await opens();
  const key = await two.client.send(general, 'hi');
  failing.clear();
  const item = { id: key, order: 1, conversationId: general, key, at: 1, after: 3 };
  await inner.put({ ...item, command: { type: 'messages.send', text: 'hi' } });
  other.die();
  await flush(two);
  expect(server.asked('messages.send').map(({ body }) => body)).toMatchObject([{ key, after: 3 }]);
  expect(await inner.load()).toEqual([]);
});

it('[UX-SEND-7] what could not be stored and was given up is not sent when the tab goes that gave it up', async () => {
  const { opens } = aBrowser('put');
  const [one, two] = [await opens(), await opens()];
  await offline(one);
  await two.client.send(general, 'first');
  const key = await two.client.send(general, 'better not'); // never tried: the first is in its way
  await settled();
  await two.client.discard(key);
  expect([unsent(one), unsent(two)]).toEqual([['first'], ['first']]);
  await one.client.stop();
  await flush(two);
  expect(said(two)).toEqual(['first']);
});

it('[UX-PWA-6] says that storage works again, whichever tab sent what was in memory', async () => {
  const { failing, opens } = aBrowser('put');
  const [one, two] = [await opens(), await opens()];
  await two.client.send(general, 'hi');
  await flush(one, two);
  expect(two.screen.of('storage').at(-1)).toMatchObject({ durable: false });
  failing.clear();
  await two.client.send(general, 'again');
  await flush(one, two);
  expect(two.screen.of('storage').at(-1)).toMatchObject({ durable: true });
});

it('[UX-SEND-7] sends what another tab wrote also where storage refuses everything', async () => {
  const { opens } = aBrowser('load', 'put', 'delete');
  const [one, two] = [await opens(), await opens()];
  await two.client.send(general, 'hi');
  await flush(one, two);
  expect(said(one)).toEqual(['hi']);
  expect([unsent(one), unsent(two)]).toEqual([[], []]);
});

it('[SYNC-4] of three tabs, what the third could not store is sent by the second when the first goes, and before what it wrote next', async () => {
  const { failing, opens } = aBrowser('put');
  const [one, two, three] = [await opens(), await opens(), await opens()];
  for (const tab of [one, two]) await offline(tab);
  await three.client.send(general, 'in memory');
  await settled();
  failing.clear();
  await three.client.send(general, 'stored');
  await settled();
  await one.client.stop();
  await settled();
  for (const tab of [two, three]) expect(unsent(tab)).toEqual(['in memory', 'stored']);
  await online(two);
  await flush(three);
  expect(said(two)).toEqual(['in memory', 'stored']);
  expect([unsent(two), unsent(three)]).toEqual([[], []]);
});

it('[SYNC-4] a tab that takes over, and cannot read the store, goes by what it was told: that is shown, and goes first', async () => {
  const { clock, failing, opens } = aBrowser();
  const one = await opens();
  await offline(one);
  await one.client.send(general, 'first');
  const two = await opens();
  expect(unsent(two)).toEqual(['first']);
  await offline(two);
  failing.add('load');
  await one.client.stop();
  await settled();
  expect(unsent(two)).toEqual(['first']);
  await two.client.send(general, 'second');
  failing.clear();
  await online(two);
  await clock.advance(120_000);
  await flush(two);
  expect(said(two)).toEqual(['first', 'second']);
});

it('[UX-PWA-6] a newer text that could not be stored is known to the other tabs, and sent by the one that is left', async () => {
  const { failing, opens, server } = aBrowser();
  const { seq } = server.say(general, 'mine', 'ana');
  const [one, two] = [await opens(), await opens()];
  for (const world of [one, two]) await offline(world);
  await one.client.send(general, 'held');
  await one.client.edit(general, seq, 'first edit');
  await settled();
  failing.add('put');
  await one.client.edit(general, seq, 'second edit');
  await settled();
  failing.clear();
  await one.client.stop();
  await settled();
  await online(two);
  expect(server.log(general).filter(({ kind }) => kind === 'message.edited')).toMatchObject([
    { body: { text: 'second edit' } },
  ]);
});

it('[UX-PWA-6] an edit that could not be stored as it is based on the one before is sent by the tab that is left', async () => {
  const { inner, opens, server } = aBrowser();
  const { seq } = server.say(general, 'mine', 'ana');
  let puts = 0;
  const put = async (item: StoredItem) => {
    puts += item.command.type === 'messages.edit' && item.command.text === 'second edit' ? 1 : 0;
    // Stored as it was written, refused as it is based on the first, and then the disk hangs.
    if (puts === 2) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    if (puts > 2) await new Promise<never>(() => undefined);
    await inner.put(item);
  };
  const [one, two] = [await opens({ store: { ...inner, put } }), await opens()];
  await one.client.edit(general, seq, 'first edit');
  await settled();
  await one.client.edit(general, seq, 'second edit');
  await flush(one);
  expect(puts).toBe(3);
  one.tabs.die();
  await offline(one);
  await flush(two);
  expect(server.log(general).filter(({ kind }) => kind === 'message.edited')).toMatchObject([
    { body: { text: 'first edit' } },
    { body: { text: 'second edit' } },
  ]);
});

it('[LOG-2] what has arrived is not sent again because a tab that slept meanwhile still tells of it', async () => {
  const { opens, server } = aBrowser('put');
  const late: (() => void)[] = [];
  const [one, two] = [await opens(), await opens()];
  let sleeps = false;
  const three = await opens({
    hearing: ({ post, listen }) => ({
      post,
      listen: (hear) => listen((message) => (sleeps ? late.push(() => hear(message)) : hear(message))),
    }),
  });
  await offline(one);
  await one.client.send(general, 'first');
  await three.client.send(general, 'hi'); // never tried: the first is in its way
  await settled();
  sleeps = true;
  await one.client.stop();
  await flush(two);
  expect(said(two)).toEqual(['first', 'hi']);
  server.say(general, 'hello Ana');
  await flush(two, three);
  for (const hear of late) {
    hear();
    await flush(two, three);
  }
  expect(said(two)).toEqual(['first', 'hi']);
  expect([unsent(two), unsent(three)]).toEqual([[], []]);
});
