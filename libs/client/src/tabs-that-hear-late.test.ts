import { expect, it } from 'vitest';
import { general } from './testing/a-client';
import { settled } from './testing/fake-clock';
import { closes, pageDeeds } from './testing/page-deeds';
import { type Tab, tornBrowser } from './testing/torn-browser';

/** Two tabs, of which the first sends. */
const twoTabs = async () => {
  const browser = tornBrowser(() => 0.999);
  const [one, two]: [Tab, Tab] = [browser.opens(), browser.opens()];
  const flush = async () => {
    for (let i = 0; i < 2; i += 1) for (const { pair } of [one, two]) await pair.flush();
  };
  await flush();
  return { ...browser, one, two, flush };
};

it('[LOG-2] a tab that begins to send before it hears what the last one did sends nothing again that it has seen', async () => {
  const { one, two, flush, server } = await twoTabs().then(async (browser) => {
    browser.two.failing.add('put');
    for (const text of ['first', 'second']) await browser.two.client.send(general, text);
    await settled();
    browser.two.recover();
    browser.two.deaf();
    await browser.flush();
    await closes(browser, browser.one);
    return browser;
  });
  expect(one.client.unsent()).toEqual([]);
  await flush();
  const mine = server.log(general).flatMap(({ author, key }) => (author === 'ana' ? [key] : []));
  expect(mine.slice(1)).toHaveLength(2);
  expect(two.client.unsent()).toEqual([]);
});

it('[UX-SEND-7] what is given up where it was written is on its way in no other tab', async () => {
  const browser = await twoTabs();
  const { one, two } = browser;
  one.hanging.add('put');
  const sending = one.client.send(general, 'better not');
  await settled();
  const discarded = one.client.discard(one.client.unsent()[0]?.key ?? '');
  for (const tab of [two, one]) await pageDeeds['grows old'](browser, tab);
  one.recover();
  await sending;
  await discarded;
  await settled();
  expect(two.client.unsent()).toEqual([]);
});
