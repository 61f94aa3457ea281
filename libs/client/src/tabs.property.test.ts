import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, nothingFolded } from './messages';
import { memoryOutboxStore } from './outbox-store.memory';
import type { OutboxStore } from './outbox-store';
import { memoryTabs } from './tabs.memory';
import { aClient, general, type World } from './testing/a-client';
import { fakeClock, settled } from './testing/fake-clock';
import { modelServer } from './testing/model-server';
import { socketPair } from './testing/socket-pair';

/** One thing that goes on in the world; numbers choose among what there is. */
type Step = { do: string; tab: number; which: number };
const steps = (weight: number, ...names: string[]): fc.WeightedArbitrary<Step> => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...names), tab: fc.nat({ max: 2 }), which: fc.nat({ max: 7 }) }),
});
const step = fc.oneof(
  steps(14, 'deliver'),
  steps(3, 'lose', 'double'),
  steps(6, 'ana says', 'bo says'),
  steps(6, 'ana edits', 'ana deletes', 'ana reacts', 'ana unreacts', 'bo reacts', 'my phone edits'),
  steps(1, 'give up'),
  steps(3, 'wait'),
  steps(2, 'cut', 'crash', 'close', 'new tab', 'rotate', 'busy', 'flush'),
  steps(4, 'put fails'),
  steps(1, 'outdated', 'delete fails', 'load fails', 'storage recovers'),
);
const waits = [50, 400, 3_000, 11_000, 70_000];
const emoji = ['👍', '🎉'];

type Tab = World & {
  crash(): Promise<void>;
  /** What its storage does not do now. */
  failing: Set<keyof OutboxStore>;
  said: string[];
  /** It could not store something: what is on its way may be lost when a tab goes (UX-PWA-6). */
  isLoose: boolean;
};

/** Ana's browser, and what she said in each tab, in her order. */
const aBrowser = (random: () => number) => {
  const clock = fakeClock();
  const server = modelServer(clock);
  server.converse(general, 5);
  server.say(general, 'mine', 'ana');
  const kept = memoryOutboxStore();
  const newTabs = memoryTabs();
  const all: Tab[] = [];
  const open: Tab[] = [];

  const opens = (): Tab => {
    const tabs = newTabs();
    const pair = socketPair(server);
    let isDead = false;
    // A page that died does nothing more, and hears no answer.
    const living =
      <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
      (...args: A): Promise<T> =>
        isDead ? new Promise<never>(() => undefined) : run(...args);
    const failing = new Set<keyof OutboxStore>();
    const storing = <A extends unknown[], T>(call: keyof OutboxStore, run: (...args: A) => Promise<T>) =>
      living(async (...args: A): Promise<T> => {
        if (failing.has(call)) throw new DOMException('The transaction was aborted.', 'AbortError');
        return run(...args);
      });
    const store: OutboxStore = {
      load: storing('load', kept.load),
      put: storing('put', kept.put),
      delete: storing('delete', kept.delete),
      clear: storing('clear', kept.clear),
    };
    const world = aClient({ clock, server, store, pair, tabs, random });
    const crash = async () => {
      isDead = true;
      tabs.die();
      pair.network.isUp = false;
      // What had left may still arrive.
      for (const { what, deliver } of pair.packets.splice(0)) if (what.startsWith('→') && random() < 0.5) deliver();
      pair.packets.length = 0;
      await pair.cut();
      open.splice(open.indexOf(tab), 1);
      if (!all.some(({ isLoose }) => isLoose)) return;
      const stands = new Set(server.log(general).map(({ body }) => (body as { text?: string }).text));
      for (const one of all) one.said = one.said.filter((text) => stands.has(text));
    };
    const tab: Tab = { ...world, crash, failing, said: [], isLoose: false };
    all.push(tab);
    open.push(tab);
    world.client.start();
    world.client.open(general).catch(() => undefined);
    return tab;
  };
  return { clock, server, kept, all, open, opens };
};
type Browser = ReturnType<typeof aBrowser>;

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  const mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
};

const unless = (isExpected: boolean) => (error: unknown) => {
  if (!isExpected) throw error;
};

let texts = 0;
const take = async ({ clock, server, all, open, opens }: Browser, now: Step): Promise<void> => {
  const tab = open[now.tab % open.length] ?? opens();
  const { client, pair, screen } = tab;
  const at = pair.packets.length > 0 ? now.which % pair.packets.length : 0;
  const seqs = [...fold(nothingFolded, screen.entries(general)).messages.values()];
  const any = seqs[now.which % Math.max(1, seqs.length)]?.seq ?? 2;
  const mine = seqs.filter(({ author, deleted }) => author === 'ana' && !deleted);
  const own = mine[now.which % Math.max(1, mine.length)]?.seq ?? 7;
  const icon = emoji[now.which % 2] ?? '👍';
  switch (now.do) {
    case 'deliver':
      pair.packets.splice(at, 1)[0]?.deliver();
      break;
    case 'lose':
      pair.packets.splice(at, 1)[0]?.lose();
      break;
    case 'double':
      pair.packets[at]?.deliver();
      break;
    case 'ana says': {
      const text = `ana ${(texts += 1)}`;
      await client.send(general, text);
      tab.said.push(text);
      break;
    }
    case 'bo says':
      server.say(general, 'bo');
      break;
    case 'ana edits':
      await client.edit(general, own, `edited ${(texts += 1)}`);
      break;
    case 'ana deletes':
      await client.delete(general, own);
      break;
    case 'ana reacts':
      // One that takes back another, which cannot be taken out of the store.
      await client.react(general, any, icon).catch(unless(tab.failing.has('delete')));
      break;
    case 'ana unreacts':
      await client.unreact(general, any, icon).catch(unless(tab.failing.has('delete')));
      break;
    case 'bo reacts':
    case 'my phone edits': {
      const { messages } = fold(nothingFolded, server.log(general));
      const message = [...messages.values()].find(({ deleted }) => !deleted);
      if (!message) break;
      const { seq, author, edited, reactions } = message;
      const has = reactions[icon]?.includes('bo') ?? false;
      if (now.do === 'bo reacts')
        server.does(general, { kind: has ? 'reaction.removed' : 'reaction.added', body: { target: seq, emoji: icon } });
      else
        server.does(
          general,
          { kind: 'message.edited', body: { target: seq, text: 'elsewhere' } },
          author,
          edited?.seq ?? seq,
        );
      break;
    }
    case 'give up': {
      const [outgoing] = client.unsent().toReversed();
      if (!outgoing) break;
      // It may arrive while it is given up; a tab that dies may leave this unanswered.
      client.discard(outgoing.key).catch(() => undefined);
      for (const { said } of all) if (said.includes(outgoing.text)) said.splice(said.indexOf(outgoing.text), 1);
      break;
    }
    case 'wait':
      await clock.advance(waits[now.which % waits.length] ?? 50);
      break;
    case 'rotate':
      await clock.advance(60 * 60_000);
      break;
    case 'cut':
      await pair.cut();
      break;
    case 'crash':
      await tab.crash();
      break;
    case 'close':
      await client.stop();
      await tab.crash();
      break;
    case 'new tab':
      if (open.length < 3) opens();
      break;
    case 'busy':
      server.refuses('messages.send', 'busy', { retryAfterMs: 500 });
      server.refuses('messages.react', 'internal');
      server.refuses('messages.changes', 'internal');
      break;
    case 'outdated':
      server.refuses('connections.hello', 'update_needed');
      await pair.cut();
      break;
    case 'put fails':
    case 'delete fails':
    case 'load fails':
      tab.isLoose ||= now.do === 'put fails';
      tab.failing.add(now.do === 'put fails' ? 'put' : now.do === 'delete fails' ? 'delete' : 'load');
      break;
    case 'storage recovers':
      tab.failing.clear();
      break;
    case 'flush':
      await pair.flush();
  }
  await settled();
};

/** No more faults: every wait ends, and two rounds of pings go by. */
const rest = async ({ clock, open, opens }: Browser): Promise<void> => {
  if (open.length === 0) opens();
  for (const { client, failing } of open) {
    failing.clear();
    client.open(general).catch(() => undefined);
  }
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

it('[SYNC-3] [SYNC-4] [SYNC-8] at rest every tab shows what the server stores, and all that was said in each tab stands once and in order, whatever was changed, lost, cut, closed or killed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.nat(), async (taken, seed) => {
      const browser = aBrowser(dice(seed));
      browser.opens();
      for (const now of taken) await take(browser, now);
      await rest(browser);
      // The tab that sends goes, and another takes over: what was done is done.
      while (browser.open.length > 1 && taken.some((now) => now.do === 'put fails')) {
        for (let i = 0; i < 2; i += 1) browser.server.say(general, 'bo');
        for (const { pair } of browser.open) await pair.flush();
        await browser.open[0]?.client.stop();
        await browser.open[0]?.crash();
        await rest(browser);
      }
      // What could not be taken out of the store is sent again after a reload, and makes no second entry.
      if (taken.some((now) => now.do === 'delete fails')) {
        for (const { client, crash } of [...browser.open]) {
          await client.stop();
          await crash();
        }
        await rest(browser);
      }
      const { server, all, open, kept } = browser;
      const log = server.log(general);
      const stored = fold(nothingFolded, log).messages;
      const mine = log.filter(({ author }) => author === 'ana');
      expect(new Set(mine.map(({ key }) => key)).size).toBe(mine.length);
      for (const { screen, client } of open) {
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
        if (taken.some((now) => now.do === 'put fails')) expect(isWithin(inStore, keys)).toBe(true);
        else expect(inStore).toEqual(keys);
      }
      // What was said first: the stored entry may say something else by now.
      const sent = server.asked('messages.send').map(({ body }) => body as { key: string; text: string });
      const textOf = new Map(sent.map(({ key, text }) => [key, text]));
      const inOrder = mine.filter(({ kind }) => kind === 'message.posted').map(({ key }) => textOf.get(key) ?? '');
      for (const { said } of all) {
        expect(said.filter((text) => inOrder.filter((one) => one === text).length !== 1)).toEqual([]);
        expect(isWithin(said, inOrder)).toBe(true);
      }
      for (const { client } of open) await client.stop();
    }),
    { numRuns: 400 },
  );
}, 120_000);
