import { settled } from './fake-clock';
import { type Deed, deeds } from './tab-deeds';
import type { Tab, TornBrowser } from './torn-browser';

export const closes = async ({ clock, asked }: TornBrowser, tab: Tab): Promise<void> => {
  const stopped = tab.client.stop();
  await settled();
  await clock.advance(2_000); // it does not wait any longer for a storage that hangs
  await stopped;
  await settled();
  const unanswered = asked.filter(({ of, isAnswered }) => of === tab && !isAnswered);
  await tab.crash();
  // Who stops says of all that was asked of it what became of that.
  for (const one of unanswered) one.isExcused = false;
};
const growsOld = async ({ clock }: TornBrowser, tab: Tab): Promise<void> => {
  tab.isOld = true;
  tab.pair.network.isUp = true;
  await tab.pair.cut();
  await clock.advance(2_000);
  await tab.pair.flush();
};
const toSender =
  (deed: Deed): Deed =>
  (browser, tab, which) =>
    deed(browser, browser.sender() ?? tab, which);
/** Of those that do not send, the one that is meant. */
const toOther =
  (deed: Deed): Deed =>
  (browser, tab, which) => {
    const others = browser.open.filter((one) => one !== browser.sender());
    return deed(browser, others[browser.open.indexOf(tab) % Math.max(1, others.length)] ?? tab, which);
  };
/** One write of it alone does not get into the store. */
const unstored =
  (deed: Deed): Deed =>
  async (browser, tab, which) => {
    tab.failing.add('put');
    await deed(browser, tab, which);
    await settled();
    tab.failing.delete('put');
  };

/** What happens to pages, and to their storage. */
export const pageDeeds = {
  'new tab': ({ open, opens }) => {
    if (open.length < 3) opens();
  },
  'new tab that cannot read': ({ open, opens }) => {
    if (open.length < 3) opens({ fails: 'load' });
  },
  'new tab that looks elsewhere': ({ open, opens }) => {
    if (open.length < 3) opens({ looksElsewhere: true });
  },
  close: closes,
  crash: (_, { crash }) => crash(),
  'sender closes': toSender(closes),
  'sender crashes': toSender((_, { crash }) => crash()),
  'grows old': growsOld,
  'sender grows old': toSender(growsOld),
  'is served again': (_, tab) => {
    tab.isOld = false;
    tab.client.probe();
  },
  'sender says': toSender(deeds['ana says']),
  'other says': toOther(deeds['ana says']),
  'says unstored': unstored(deeds['ana says']),
  'other says unstored': toOther(unstored(deeds['ana says'])),
  'sender edits': toSender(deeds['ana edits']),
  'edits unstored': unstored(deeds['ana edits']),
  'sender edits unstored': toSender(unstored(deeds['ana edits'])),
  'put fails': (_, { failing }) => void failing.add('put'),
  'all puts fail': ({ open }) => {
    for (const { failing } of open) failing.add('put');
  },
  'all puts and deletes fail': ({ open }) => {
    for (const { failing } of open) for (const call of ['put', 'delete'] as const) failing.add(call);
  },
  'all loads fail': ({ open }) => {
    for (const { failing } of open) failing.add('load');
  },
  'delete fails': (_, { failing }) => void failing.add('delete'),
  'load fails': (_, { failing }) => void failing.add('load'),
  'put hangs': (_, { hanging }) => void hanging.add('put'),
  'tries hang': (_, { hanging }) => void hanging.add('try'),
  'sender tries hang': toSender((_, { hanging }) => void hanging.add('try')),
  'delete hangs for ever': (_, { stick }) => stick(),
  'storage recovers': (_, { recover }) => recover(),
  'all storage recovers': ({ open }) => {
    for (const { recover } of open) recover();
  },
  'is deaf': (_, { deaf }) => deaf(),
  hears: (_, { hears }) => hears(),
} satisfies Record<string, Deed>;
