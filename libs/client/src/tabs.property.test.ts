import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, nothingFolded } from './messages';
import { general } from './testing/a-client';
import { settled } from './testing/fake-clock';
import { closes, pageDeeds } from './testing/page-deeds';
import { type Deed, deeds as otherDeeds } from './testing/tab-deeds';
import { type Tab, type TornBrowser, tornBrowser } from './testing/torn-browser';

const deeds = { ...otherDeeds, ...pageDeeds };
type Name = keyof typeof deeds;
/** One thing that goes on in the world; numbers choose among what there is. */
type Step = { do: Name; tab: number; which: number };
const steps = (weight: number, ...names: Name[]): fc.WeightedArbitrary<Step> => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...names), tab: fc.nat({ max: 2 }), which: fc.nat({ max: 7 }) }),
});

/** Anything in any order, packet by packet. */
const anything = fc.oneof(
  steps(14, 'deliver'),
  steps(3, 'lose', 'double'),
  steps(6, 'ana says', 'bo says'),
  steps(6, 'ana edits', 'ana deletes', 'ana reacts', 'ana unreacts', 'bo reacts', 'my phone edits'),
  steps(1, 'give up'),
  steps(3, 'wait'),
  steps(2, 'cut', 'crash', 'close', 'new tab', 'rotate', 'busy', 'flush'),
  steps(4, 'put fails'),
  steps(1, 'grows old', 'is served again', 'delete fails', 'load fails'),
);
/** Writes fail here and there, and the tab that sends goes. */
const unstored = fc.oneof(
  steps(8, 'other says unstored', 'sender says', 'other says', 'says unstored'),
  steps(4, 'flush all', 'unheard', 'bo says much'),
  steps(3, 'sender closes', 'sender crashes', 'new tab'),
  steps(2, 'all offline', 'online', 'give up'),
  steps(2, 'all puts fail', 'put fails', 'all storage recovers', 'load fails', 'new tab that cannot read'),
  steps(1, 'wait', 'delete fails', 'all puts and deletes fail', 'new tab that looks elsewhere'),
);
/** Nothing gets out for long, so that what waits is changed and given up before it is tried. */
const waiting = fc.oneof(
  steps(5, 'sender edits', 'ana edits', 'sender edits unstored', 'edits unstored'),
  steps(4, 'ana says', 'says unstored'),
  steps(3, 'give up'),
  steps(3, 'all offline', 'online', 'unheard'),
  steps(2, 'sender closes', 'sender crashes', 'new tab'),
  steps(2, 'delete fails', 'put fails', 'all storage recovers', 'bo says much', 'flush all'),
);
/** What is stored cannot be read by the tab that is to send next. */
const unread = fc.oneof(
  steps(6, 'other says', 'ana says', 'other says unstored'),
  steps(4, 'all loads fail', 'all offline', 'sender closes'),
  steps(2, 'new tab that cannot read', 'online', 'all storage recovers', 'sender crashes'),
  steps(1, 'flush all', 'wait', 'bo says much', 'give up', 'load fails', 'storage recovers'),
);
/** A page sleeps, and hears what was done meanwhile after it holds the lock. */
const asleep = fc.oneof(
  steps(5, 'other says unstored', 'other says', 'ana says'),
  // Not 'give up': what no tab that lives has heard to be given up may be sent.
  steps(4, 'is deaf', 'sender closes', 'sender crashes', 'unheard'),
  steps(2, 'all offline', 'online', 'flush all', 'hears', 'bo says much'),
  steps(1, 'new tab', 'new tab that looks elsewhere'),
);
/**
 * A page that no server takes any more stands beside others, to the end, and what it stores may come late. Nothing of it
 * is unstored, for what is in its memory alone is sent behind what it stored later.
 */
const old = fc.oneof(
  steps(6, 'ana says', 'sender says', 'other says', 'sender edits'),
  steps(4, 'sender grows old', 'sender tries hang', 'give up'),
  steps(2, 'grows old', 'all storage recovers', 'all offline'),
  steps(2, 'new tab', 'flush all', 'bo says much'),
  steps(1, 'is served again', 'sender crashes', 'sender closes', 'close', 'unheard', 'wait', 'online'),
);
/** So does one whose first write hangs. Not 'give up': it may be told as done while the message stands. */
const late = fc.oneof(
  steps(6, 'ana says', 'ana edits', 'sender edits'),
  steps(4, 'put hangs', 'sender grows old'),
  steps(2, 'all storage recovers', 'all offline', 'new tab', 'flush all', 'bo says much'),
  steps(1, 'grows old', 'is served again', 'sender crashes', 'sender closes', 'wait'),
);
/** What is done is never taken out of the store. */
const stuck = fc.oneof(
  steps(4, 'ana says', 'sender edits'),
  steps(2, 'delete hangs for ever', 'flush all', 'bo says much'),
  steps(1, 'sender closes', 'sender crashes', 'new tab', 'unheard', 'wait'),
);
const runs = fc.oneof(
  fc.record({
    tabs: fc.constant(0),
    elsewhere: fc.constant(0),
    taken: fc.array(anything, { minLength: 5, maxLength: 60 }),
  }),
  ...[unstored, waiting, unread, asleep, old, late, stuck].map((step) =>
    fc.record({
      tabs: fc.integer({ min: 1, max: 3 }),
      /** So many of them do not look at the conversation. */
      elsewhere: fc.integer({ min: 0, max: 3 }),
      taken: fc.array(step, { minLength: 2, maxLength: 14 }),
    }),
  ),
);

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  const mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
};

const take = async (browser: TornBrowser, now: Step): Promise<void> => {
  const deed: Deed = deeds[now.do];
  await deed(browser, browser.open[now.tab % browser.open.length] ?? browser.opens(), now.which);
  await settled();
};

/** No more faults: every wait ends, and two rounds of pings go by. */
const rest = async ({ clock, open, opens, rests }: TornBrowser): Promise<void> => {
  if (open.every(({ isOld }) => isOld)) opens();
  for (const { client, pair, recover, hears } of open) {
    recover();
    hears();
    pair.network.isUp = true;
    client.open(general).catch(() => undefined);
  }
  rests.isBegun = true;
  // Nothing is answered between two steps, and what is not answered in 10 s is lost: the steps are shorter.
  for (let i = 0; i < 60; i += 1) {
    // A page that was too old, as its person comes back to it.
    for (const { client, screen } of open) if (screen.status() === 'outdated') client.probe();
    for (const { pair } of open) await pair.flush();
    await clock.advance(9_000);
  }
  for (let i = 0; i < 2; i += 1) for (const { pair } of open) await pair.flush();
};

const isWithin = (part: readonly string[], whole: readonly string[]): boolean => {
  let from = 0;
  return part.every((one) => (from = whole.indexOf(one, from) + 1) > 0);
};

const textsOf = (changes: ReturnType<Tab['screen']['changes']>): string[] =>
  changes.flatMap(({ change }) => (change.type === 'messages.edit' ? [change.text] : []));

/** What the pages show is what the server stores, and nothing is on its way. */
const checkPages = async ({ server, kept, open }: TornBrowser, did: (name: string) => boolean): Promise<void> => {
  const log = server.log(general);
  const stored = fold(nothingFolded, log).messages;
  for (const { screen, client, isOld } of open) {
    if (isOld) {
      const texts = new Set(server.asked('messages.send').map(({ body }) => (body as { text: string }).text));
      expect(screen.status()).toBe('outdated');
      expect(client.unsent().filter(({ text }) => !texts.has(text))).toEqual([]);
      continue;
    }
    expect(screen.status()).toBe('online');
    const shown = screen.entries(general);
    expect(shown.map(({ seq }) => seq)).toEqual(log.slice(log.length - shown.length).map(({ seq }) => seq));
    for (const { seq } of fold(nothingFolded, shown).messages.values())
      expect(screen.message(general, seq)).toEqual(stored.get(seq));
    expect(client.unsent()).toEqual([]);
    const left = screen.changes(general);
    expect(left.every(({ state, change }) => state === 'failed' && change.type === 'messages.edit')).toBe(true);
    const keys = left.map(({ key }) => key);
    const inStore = (await kept.load()).map(({ key }) => key);
    // An edit that was refused, and could not be stored, is in memory.
    if (did('unstored') || did('put') || did('puts')) expect(isWithin(inStore, keys)).toBe(true);
    else expect(inStore).toEqual(keys);
  }
};

/** All that was written stands once, in the order of each tab, and nothing that was given up. */
const checkSayings = ({ server, open, sayings }: TornBrowser): void => {
  const log = server.log(general);
  const mine = log.filter(({ author }) => author === 'ana');
  expect(new Set(mine.map(({ key }) => key)).size).toBe(mine.length);
  // What was said first: the stored entry may say something else by now.
  const sent = server.asked('messages.send').map(({ body }) => body as { key: string; text: string });
  const textOf = new Map(sent.map(({ key, text }) => [key, text]));
  const posted = mine.filter(({ kind }) => kind === 'message.posted');
  const inOrder = posted.map(({ key }) => textOf.get(key) ?? '');
  const messages = sayings.filter(({ target }) => target === undefined);
  const times = ({ text }: { text: string }) => inOrder.filter((one) => one === text).length;
  expect(messages.filter((one) => times(one) > 1).map(({ text }) => text)).toEqual([]);
  const due = messages.filter(({ isFree }) => !isFree);
  expect(due.filter((one) => times(one) !== 1).map(({ text }) => text)).toEqual([]);
  for (const tab of new Set(due.map(({ by }) => by))) {
    const said = due.filter(({ by }) => by === tab).map(({ text }) => text);
    expect(isWithin(said, inOrder) ? [] : said).toEqual([]);
  }
  const standing = fold(nothingFolded, log).messages;
  const given = new Set(messages.filter(({ isGivenUp }) => isGivenUp).map(({ text }) => text));
  for (const { seq, key } of posted)
    if (given.has(textOf.get(key) ?? '')) expect(standing.get(seq)).toMatchObject({ deleted: expect.anything() });
  const edited = new Set(
    log.map(({ body }) => (typeof body === 'object' && body !== null && 'text' in body ? body.text : '')),
  );
  for (const { text, target, isFree } of sayings) {
    if (target === undefined || isFree || edited.has(text) || standing.get(target)?.deleted) continue;
    for (const { screen, isOld } of open) if (!isOld) expect(textsOf(screen.changes(general))).toContain(text);
  }
};

/** A slice; `npm run tabs` tears more of them. */
const browsers = Number(process.env['TABS'] ?? 500);

it('[SYNC-3] [SYNC-4] [SYNC-8] [UX-PWA-6] at rest every tab shows what the server stores, and all that was written in each tab stands once and in order, whatever was changed, lost, cut, closed, killed, too old or not stored', async () => {
  await fc.assert(
    fc.asyncProperty(runs, fc.nat(), async ({ tabs, elsewhere, taken }, seed) => {
      const browser = tornBrowser(dice(seed));
      const { open, server, sender, opens } = browser;
      const did = (name: string) => taken.some((now) => now.do.split(' ').includes(name));
      for (let i = 0; i < Math.max(1, tabs); i += 1) opens({ looksElsewhere: i < elsewhere });
      if (tabs > 0) for (let i = 0; i < 2; i += 1) for (const { pair } of open) await pair.flush();
      for (const now of taken) await take(browser, now);
      await rest(browser);
      // Nobody had to leave for it.
      for (const { client, isOld } of open) if (!isOld) expect(client.unsent()).toEqual([]);
      // The tab that sends goes, and another takes over: what was done is done.
      for (let left = open.length; left > 1; left -= 1) {
        for (let i = 0; i < 2; i += 1) server.say(general, 'bo');
        for (const { pair } of open) await pair.flush();
        await closes(browser, sender() ?? open[0] ?? opens());
        await rest(browser);
      }
      // What could not be taken out of the store is sent again after a reload, and makes no second entry.
      if (did('delete') || did('deletes')) {
        for (const tab of [...open]) await closes(browser, tab);
        await rest(browser);
      }
      await checkPages(browser, did);
      checkSayings(browser);
      // Where no tab is there that may send, nobody answers.
      expect(browser.asked.filter(({ of, ...one }) => !one.isAnswered && !one.isExcused && !of.isOld)).toEqual([]);
      for (const { client } of open) await client.stop();
    }),
    { numRuns: browsers },
  );
}, 3_600_000);
