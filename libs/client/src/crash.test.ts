import { expect, it } from 'vitest';
import { memoryOutboxStore } from './outbox-store.memory';
import type { OutboxStore } from './outbox-store';
import { aClient, general, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';
import { memoryTabs } from './tabs.memory';

/** More steps than the scenario has; the test says so if it has not. */
const mostSteps = 60;

/** A page that dies at its n-th step: a call of its store, before it is done or after, or a packet that is delivered. */
const mortal = (inner: OutboxStore, dies: number) => {
  let [steps, isDead] = [0, false];
  const never = new Promise<never>(() => undefined);
  const step = () => {
    steps += 1;
    if (steps >= dies) isDead = true;
    return isDead;
  };
  const dying =
    <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (step()) return never;
      const done = await run(...args);
      return step() ? never : done;
    };
  const store: OutboxStore = {
    ...{ load: dying(inner.load), put: dying(inner.put) },
    ...{ delete: dying(inner.delete), clear: dying(inner.clear) },
  };
  return { store, step, isDead: () => isDead };
};

const scenario = async ({ client }: World): Promise<void> => {
  // None is waited for: a page that dies answers nobody.
  void client.send(general, 'one').catch(() => undefined);
  await settled();
  void client.send(general, 'two').catch(() => undefined);
  void client.edit(general, 2, 'edited').catch(() => undefined);
  await settled();
  void client.react(general, 3, '👍').catch(() => undefined);
  await settled();
};

/** Delivers one packet after the other while the page lives. */
const run = async ({ pair, clock }: World, page: ReturnType<typeof mortal>): Promise<void> => {
  for (let i = 0; i < 3 && !page.isDead(); i += 1) {
    for (let packet = pair.packets.shift(); packet && !page.isDead(); packet = pair.packets.shift()) {
      packet.deliver();
      await settled();
      page.step();
    }
    await clock.advance(15_000);
  }
};

const livesTo = async (dies: number, inTabs: boolean): Promise<boolean> => {
  const inner = memoryOutboxStore();
  const page = mortal(inner, dies);
  const browser = inTabs ? memoryTabs() : undefined;
  const tabs = browser?.();
  const world = aClient({ store: page.store, ...(tabs && { tabs }) });
  const { server, pair, clock } = world;
  server.converse(general);
  server.say(general, 'mine', 'ana');
  server.say(general, 'theirs');
  world.client.start();
  await pair.flush();
  const starting = page.isDead();
  if (!starting) {
    await scenario(world);
    await run(world, page);
  }
  const survived = !page.isDead();
  const wanted = (await inner.load()).map(({ key }) => key);
  const done = server.log(general).map(({ key }) => key);
  // The page is gone: its sockets close, what it had sent may still arrive.
  for (const packet of pair.packets.splice(0)) if (packet.what.startsWith('→')) packet.deliver();
  pair.packets.length = 0;
  tabs?.die();
  await pair.cut();
  const next = aClient({ store: inner, server, pair, clock, ...(browser && { tabs: browser() }) });
  next.client.start();
  for (let i = 0; i < 4; i += 1) {
    await pair.flush();
    await clock.advance(61_000);
  }
  await pair.flush();
  const log = server.log(general);
  const mine = log.slice(3).filter(({ author }) => author === 'ana');
  // Whatever was stored stands in the log, once; and in the order in which it was written.
  for (const key of wanted) expect(mine.filter((entry) => entry.key === key)).toHaveLength(1);
  expect(new Set(mine.map(({ key }) => key)).size).toBe(mine.length);
  const order = ['one', 'two', 'edited', '👍'];
  const told = mine.map(({ body }) => {
    const { text, emoji } = body as { text?: string; emoji?: string };
    return order.indexOf(text ?? emoji ?? '');
  });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  if (survived) expect(told).toEqual([0, 1, 2, 3]);
  expect(done.filter((key) => !log.some((entry) => entry.key === key))).toEqual([]);
  expect(await inner.load()).toEqual([]);
  return survived;
};

it.each([
  ['a page on its own', false],
  ['a tab among others', true],
])(
  '[UX-SEND-7] %s that dies between any two steps loses nothing, doubles nothing, and keeps the order',
  async (_, inTabs) => {
    let dies = 1;
    while (dies < mostSteps && !(await livesTo(dies, inTabs))) dies += 1;
    expect(dies).toBeGreaterThan(20);
    expect(dies).toBeLessThan(mostSteps);
  },
  120_000, // dozens of lives
);
