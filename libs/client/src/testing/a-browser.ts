import type { OutboxStore } from '../outbox-store';
import { memoryOutboxStore } from '../outbox-store.memory';
import type { Channel } from '../tabs';
import { memoryTabs } from '../tabs.memory';
import { aClient, general, type World } from './a-client';
import { failingStore } from './failing-store';
import { fakeClock } from './fake-clock';
import { modelServer } from './model-server';
import { socketPair } from './socket-pair';

/** Tabs of Ana's browser, whose storage does not do what it is asked while that is in `failing`. */
export const aBrowser = (...fails: (keyof OutboxStore)[]) => {
  const [clock, inner, tab] = [fakeClock(), memoryOutboxStore(), memoryTabs()];
  const server = modelServer(clock);
  server.converse(general, 3);
  const failing = new Set(fails);
  const store = failingStore(inner, failing, 'QuotaExceededError');
  const opens = async (given: { store?: OutboxStore; hearing?: (channel: Channel) => Channel } = {}) => {
    const own = tab();
    const tabs = { ...own, ...(given.hearing && { channel: given.hearing(own.channel) }) };
    const world = aClient({ clock, server, store: given.store ?? store, tabs, pair: socketPair(server) });
    world.client.start();
    await world.pair.flush();
    return { ...world, tabs };
  };
  return { clock, server, inner, failing, tab, opens };
};
export const flush = async (...worlds: World[]) => {
  for (let i = 0; i < 3; i += 1) for (const { pair } of worlds) await pair.flush();
};
export const offline = async ({ pair }: World) => {
  pair.network.isUp = false;
  await pair.cut();
};
export const online = async (world: World) => {
  world.pair.network.isUp = true;
  world.client.probe();
  await flush(world);
};
