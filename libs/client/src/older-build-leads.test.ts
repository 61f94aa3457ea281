import { expect, it } from 'vitest';
import type { StoredItem } from './outbox-store';
import { aBrowser, flush } from './testing/a-browser';
import { general } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** A tab of an older build sends, which says nothing of what is in memory; another tab could not store what it wrote. */
const anOlderLeader = async () => {
  const browser = aBrowser('put');
  const older = browser.tab();
  const heard: StoredItem[] = [];
  older.channel.listen((message) => {
    const said = message as { type: string; item?: StoredItem };
    if (said.type === 'added' && said.item) heard.push(said.item);
  });
  older.lock.take(() => undefined);
  const tab = await browser.opens();
  await tab.client.send(general, 'hi');
  await settled();
  const [item] = heard;
  if (!item) throw new Error('Nothing was told.');
  const tells = async (change: Partial<StoredItem> = {}) => {
    const items = [{ stored: { ...item, ...change }, sending: change.after !== undefined }];
    older.channel.post({ type: 'queue', conversationId: general, items });
    await settled();
  };
  const said = () =>
    browser.server
      .log(general)
      .flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));
  return { ...browser, older, tab, item, tells, said };
};

it('[UX-PWA-6] what could not be stored is sent where an older build that led, and does not tell what is in memory, is gone', async () => {
  const { older, said, tab, tells } = await anOlderLeader();
  await tells();
  older.die();
  await flush(tab);
  expect(said()).toEqual(['hi']);
});

it('[LOG-2] it is not sent again where that one had sent it, and told of its entry alone', async () => {
  const { item, older, said, server, tab, tells } = await anOlderLeader();
  await tells({ after: 4 });
  const entry = { ...server.say(general, 'hi', 'ana'), key: item.key };
  server.log(general)[entry.seq - 1] = entry;
  older.channel.post({ type: 'landed', conversationId: general, entry });
  older.channel.post({ type: 'queue', conversationId: general, items: [] });
  await settled();
  server.say(general, 'hello Ana');
  older.die();
  await flush(tab);
  expect(said()).toEqual(['hi']);
  expect(server.asked('messages.send')).toEqual([]);
});
