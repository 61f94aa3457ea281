import { expect, it } from 'vitest';
import { aBrowser, flush, offline, online } from './testing/a-browser';
import { general, type World } from './testing/a-client';
import { type FakeClock, settled } from './testing/fake-clock';

const edits = ({ server }: World) =>
  server.log(general).flatMap(({ kind, body }) => (kind === 'message.edited' ? [(body as { text: string }).text] : []));

/** Step by step: what is not answered in 10 s is lost. */
const aMinute = async (clock: FakeClock, ...worlds: World[]) => {
  for (let waited = 0; waited < 10; waited += 1) {
    await clock.advance(9_000);
    await flush(...worlds);
  }
};

/** An edit is stored, and a newer text of it could neither be stored nor the older one taken out. */
const stuck = async () => {
  const browser = aBrowser();
  const { seq } = browser.server.say(general, 'mine', 'ana');
  const one = await browser.opens();
  await offline(one);
  await one.client.send(general, 'held');
  await one.client.edit(general, seq, 'first edit');
  await settled();
  browser.failing.add('put').add('delete');
  await one.client.edit(general, seq, 'second edit');
  const later = async () => {
    await one.client.stop();
    await one.pair.cut();
    const two = await browser.opens();
    await flush(two);
    return two;
  };
  return { ...browser, one, later };
};

it('[LOG-4] [UX-PWA-6] an older state that is left in the store is not sent after the newer one, in memory, was', async () => {
  const { clock, failing, inner, later, one } = await stuck();
  await online(one);
  failing.clear();
  await aMinute(clock, one);
  expect(edits(one)).toEqual(['second edit']);
  expect((await inner.load()).map(({ command }) => command.type)).not.toContain('messages.edit');
  const two = await later();
  expect(edits(two)).toEqual(['second edit']);
});

it('[LOG-4] what is in memory is not tried while an older state of it can neither be replaced nor taken out', async () => {
  const { clock, one } = await stuck();
  await online(one);
  await clock.advance(60_000);
  await flush(one);
  expect(edits(one)).toEqual([]);
  expect(one.screen.of('storage').at(-1)).toEqual({ type: 'storage', durable: false });
});

it('[LOG-10] what is in memory and is given up is taken out of the store too, where an older state of it is there', async () => {
  const { failing, inner, later, one } = await stuck();
  failing.clear();
  const [change] = one.screen.changes(general);
  await one.client.discard(change?.key ?? '');
  expect(await inner.load()).toMatchObject([{ command: { text: 'held' } }]);
  const two = await later();
  expect(edits(two)).toEqual([]);
});

it('[LOG-4] [UX-PWA-6] nor is it tried where another tab had stored the older state', async () => {
  const { clock, failing, inner, opens, server } = aBrowser();
  const { seq } = server.say(general, 'mine', 'ana');
  const [one, two] = [await opens(), await opens()];
  await offline(one);
  failing.add('put').add('delete');
  await one.client.send(general, 'held');
  failing.clear();
  await two.client.edit(general, seq, 'first edit');
  await settled();
  failing.add('put').add('delete');
  await one.client.edit(general, seq, 'second edit');
  await online(one);
  await aMinute(clock, one, two);
  expect(edits(one)).toEqual([]);
  failing.clear();
  await aMinute(clock, one, two);
  expect(edits(one)).toEqual(['second edit']);
  expect((await inner.load()).map(({ command }) => command.type)).not.toContain('messages.edit');
});
