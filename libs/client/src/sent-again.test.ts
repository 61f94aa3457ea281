import { refusal } from '@parley/protocol';
import { expect, it } from 'vitest';
import type { StoredItem } from './outbox-store';
import { memoryOutboxStore } from './outbox-store.memory';
import { anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
/** It was tried, arrived, and could not be told to have arrived (LOG-5). */
const lost: StoredItem = {
  ...{ id: key, order: 1, conversationId: general, key, at: 1, after: 1, refusal: refusal('too_far_behind') },
  command: { type: 'messages.send', text: 'hi' },
};

/** A message is sent again, and while that is stored its entry comes to light behind a gap. */
const sentAgain = async () => {
  const [inner, waits, disk] = [memoryOutboxStore(), [] as (() => void)[], { isSlow: false, refusals: 0 }];
  await inner.put(lost);
  const put = async (item: StoredItem) => {
    if (disk.isSlow) await new Promise<void>((done) => waits.push(done));
    await inner.put(item);
  };
  const remove = async (id: string) => {
    if (disk.refusals-- > 0) throw new DOMException('The transaction was aborted.', 'AbortError');
    await inner.delete(id);
  };
  const world = await anOpenClient(3, { store: { ...inner, put, delete: remove } });
  const { client, pair, server } = world;
  disk.isSlow = true;
  const again = client.retry(key);
  await settled();
  server.say(general, 'lost');
  pair.packets.pop();
  const entry = { ...server.say(general, 'hi', 'ana'), key };
  pair.packets.pop();
  server.log(general)[5] = entry;
  server.push({ type: 'entries', conversationId: general, entries: [entry] });
  await pair.flush();
  disk.isSlow = false;
  const stored = () => {
    for (const done of waits.splice(0)) done();
    return again;
  };
  return { ...world, inner, disk, stored };
};

it('[LOG-2] what is sent again while its entry comes to light behind a gap is not sent', async () => {
  const { client, clock, inner, pair, server, stored } = await sentAgain();
  await stored();
  await clock.advance(60_000);
  await pair.flush();
  expect(server.asked('messages.send')).toEqual([]);
  expect(client.unsent()).toEqual([]);
  expect(await inner.load()).toEqual([]);
});

it.each([1, 9])(
  '[LOG-2] nor after a reload, where the store takes nothing out the first %i times: what is left in it is what arrived',
  async (refusals) => {
    const { clock, disk, inner, pair, reload, server, stored } = await sentAgain();
    disk.refusals = refusals;
    await stored();
    await clock.advance(60_000);
    await pair.flush();
    expect((await inner.load()).every((item) => item.key === key)).toBe(true);
    disk.refusals = 0;
    const after = await reload();
    after.client.start();
    await after.pair.flush();
    expect(server.asked('messages.send')).toEqual([]);
  },
);
