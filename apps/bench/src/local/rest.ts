import type { Device } from '../device/device';

/** What is left over the wire settles within so long once nothing goes wrong any more, or something is stuck. */
const settleMs = 180_000;
/** How often people are told what is still waited for. */
const tellMs = 10_000;
/** How often everybody pings meanwhile, instead of every four minutes: what lags is tried again at a ping (SYNC-6). */
const probeMs = 15_000;

export const sleep = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));

export const online = (devices: readonly Device[]) => devices.every((device) => device.screen()?.status() === 'online');

/** Keeps asking until it is so; false when it is not within three minutes. Meanwhile it tells what is waited for. */
export const until = async (isSo: () => boolean, awaited: () => string, tell: (line: string) => void) => {
  const began = Date.now();
  for (let told = began; Date.now() - began < settleMs; await sleep(100)) {
    if (isSo()) return true;
    if (Date.now() - told < tellMs) continue;
    told = Date.now();
    tell(`  ${Math.round((told - began) / 1_000)} s: ${awaited()}`);
  }
  return isSo();
};

const counted = (names: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing';
};

/** What keeps the devices from resting, in words; a few of what is unsent by its key. */
const awaitedOf = (devices: readonly Device[]): string => {
  const away = devices.filter((device) => device.screen()?.status() !== 'online').map(({ name }) => name);
  const unsent = devices.flatMap((device) =>
    (device.screen()?.unsent() ?? []).map(({ state, key }) => ({ state, says: `${device.name}: ${key}` })),
  );
  const few = unsent.length > 0 && unsent.length <= 5 ? ` (${unsent.map(({ says }) => says).join(', ')})` : '';
  const states = counted(unsent.map(({ state }) => state));
  return `${states} of what was asked${few}; not online: ${away.join(', ') || 'nobody'}`;
};

/** Until every outbox is empty; of what was refused, everybody gives up. */
const empty = (devices: readonly Device[], tell: (line: string) => void) => {
  let probed = Date.now();
  return until(
    () => {
      if (Date.now() - probed >= probeMs) {
        probed = Date.now();
        for (const device of devices) device.client()?.probe();
      }
      const outboxes = devices.map((device) => ({ device, outgoing: device.screen()?.unsent() ?? [] }));
      for (const { device, outgoing } of outboxes)
        if (outgoing.some(({ state }) => state === 'failed')) void device.settle('give up');
      return outboxes.every(({ outgoing }) => outgoing.length === 0);
    },
    () => awaitedOf(devices),
    tell,
  );
};

/**
 * Three rounds of pings, each until everybody is online and has been for a moment. A ping carries twenty positions, more
 * than there are conversations here; one that finds a dead socket takes the ten seconds after which it counts as dead.
 */
const rounds = async (devices: readonly Device[], tell: (line: string) => void): Promise<void> => {
  for (let round = 0; round < 3; round += 1) {
    for (const device of devices) device.client()?.probe();
    await sleep(round === 0 ? 11_000 : 3_000);
    await until(
      () => online(devices),
      () => awaitedOf(devices),
      tell,
    );
  }
};

/** Lets everything come to rest, now that nothing goes wrong any more. */
export const rest = async (devices: readonly Device[], tell: (line: string) => void): Promise<void> => {
  await empty(devices, tell);
  await rounds(devices, tell);
  await empty(devices, tell);
};
