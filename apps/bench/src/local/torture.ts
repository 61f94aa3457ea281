import { systemClock } from '@parley/client';
import { createActing } from '../act';
import type { Wanted } from '../arguments';
import { createDevice, type Device } from '../device/device';
import type { Recorded } from '../history/record';
import { createRecorder } from '../history/recorder';
import { summarize } from '../history/summary';
import { plan } from '../plan';
import { stream, ulids } from '../random';
import { add, nothing, type Total } from '../report';
import { ask, type Asking, wholeLog } from './ask';
import { switchedNetwork } from './network';
import { peopleOf } from './people';
import { startStack } from './stack';

export type LocalRun = { total: Total; seconds: number; more: string[] };

/** What is left over the wire settles within so long once nothing goes wrong any more, or something is stuck. */
const settleMs = 120_000;

const sleep = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));

/** Keeps asking until it is so; false when it is not within `ms`. */
const until = async (ms: number, isSo: () => boolean): Promise<boolean> => {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if (isSo()) return true;
  return isSo();
};

/** Every outbox is empty; of what was refused, everybody gives up. */
const empty = async (devices: readonly Device[]): Promise<boolean> =>
  until(settleMs, () => {
    const outboxes = devices.map((device) => ({ device, outgoing: device.screen()?.outgoing() ?? [] }));
    for (const { device, outgoing } of outboxes)
      if (outgoing.some(({ state }) => state === 'failed')) void device.settle('give up');
    return outboxes.every(({ outgoing }) => outgoing.length === 0);
  });

const online = (devices: readonly Device[]) => devices.every((device) => device.screen()?.status() === 'online');

/**
 * Three rounds of pings, each until everybody is online and has been for a moment. A ping carries twenty positions, more
 * than there are conversations here; one that finds a dead socket takes the ten seconds after which it counts as dead.
 */
const rounds = async (devices: readonly Device[]): Promise<void> => {
  for (let round = 0; round < 3; round += 1) {
    for (const device of devices) device.client()?.probe();
    await sleep(round === 0 ? 11_000 : 3_000);
    await until(settleMs, () => online(devices));
  }
};

const openChannels = async (owner: Asking, people: readonly string[], key: () => string): Promise<string[]> => {
  const opened: string[] = [];
  for (let nth = 0; nth < 3 + Math.floor(people.length / 5); nth += 1) {
    const others = people.slice(1).filter((_, i) => (i + nth) % 3 !== 0);
    const person = people[nth % people.length] ?? '';
    const direct = { kind: 'direct' as const, key: key(), people: [person === people[0] ? (people[1] ?? '') : person] };
    const channel = { kind: 'channel' as const, key: key(), name: `channel ${nth}`, people: others.slice(0, 40) };
    const { conversation } = await ask(owner, 'conversations.open', nth > 2 ? direct : channel);
    if (!opened.includes(conversation.id)) opened.push(conversation.id);
  }
  return opened;
};

/** The real thing on this machine, over sockets and HTTP, with the faults of the emulators. */
export const tortureLocal = async (
  wanted: Wanted,
  tell: (line: string) => void,
  keep: ((records: readonly Recorded[], options: { seed: number; sends: number }) => Promise<void>) | undefined,
): Promise<LocalRun> => {
  const { seed, clients } = wanted;
  const stack = await startStack(seed);
  const devices: Device[] = [];
  try {
    const { join, token } = await peopleOf(stack.url);
    const people: string[] = [];
    for (let i = 0; i < Math.max(2, Math.ceil((clients * 2) / 3)); i += 1) people.push(await join(`p${i + 1}`));
    const owner: Asking = { url: stack.url, token: () => token(people[0] ?? '') };
    const conversations = await openChannels(owner, people, ulids(stream(seed, 'channels'), Date.now));
    tell(`${people.length} people in ${conversations.length} conversations at ${stack.url}`);

    const records: Recorded[] = [];
    const network = switchedNetwork();
    const place = {
      ...{ socketUrl: `${stack.url.replace(/^http/, 'ws')}/ws`, apiUrl: stack.url, clock: systemClock },
      ...{ webSocketOf: network.webSocketOf, fetchOf: network.fetchOf },
      tokenOf: (person: string) => (options?: { fresh?: boolean }) => token(person, options),
      recorder: createRecorder((record) => void records.push(record), Date.now),
    };
    for (let i = 0; i < clients; i += 1) {
      const nth = i % people.length;
      const name = `p${nth + 1}${'abc'[Math.floor(i / people.length)] ?? 'd'}`;
      const random = stream(seed, `device ${name}`);
      devices.push(createDevice(name, people[nth] ?? '', place, { random, ids: ulids(random, Date.now) }));
    }
    for (const device of devices) device.start();
    if (!(await until(settleMs, () => online(devices)))) throw new Error('Not every device came online.');
    for (const [i, device] of devices.entries())
      for (const [j, id] of conversations.entries()) if ((i + j) % 2 === 0) void device.open(id);

    const began = Date.now();
    const spanMs = wanted.minutes * 60_000;
    const sends = Math.min(wanted.sends, Math.ceil((spanMs / 1_000) * wanted.rate));
    const away = { low: 500, high: Math.min(30_000, spanMs / 4) };
    const act = createActing({
      ...{ devices, people, conversations, away },
      after: (ms, run) => void setTimeout(run, ms),
      offline: (device, ms) => {
        network.goOffline(device.name);
        setTimeout(() => network.goOnline(device.name), ms);
      },
    });
    await stack.setFaults(wanted.faults);
    let told = began;
    for (const action of plan({ seed, devices: clients, sends, spanMs })) {
      const wait = began + action.at - Date.now();
      if (wait > 0) await sleep(wait);
      act(action);
      if (Date.now() - told < 10_000) continue;
      told = Date.now();
      const waiting = devices.reduce((sum, device) => sum + (device.screen()?.outgoing().length ?? 0), 0);
      tell(`${Math.round((told - began) / 1_000)} s: ${records.length} records, ${waiting} messages on their way`);
    }

    const struck = await stack.struck();
    await stack.setFaults('none');
    tell('Nothing goes wrong any more; waiting for rest');
    await sleep(away.high);
    const settledIn = Date.now();
    await empty(devices);
    await rounds(devices);
    await empty(devices);
    const restMs = Date.now() - settledIn;
    const seconds = (settledIn - began) / 1_000;
    for (const device of devices) device.rest();
    for (const conversationId of conversations)
      records.push({ is: 'log', conversationId, entries: await wholeLog(owner, conversationId) });
    records.push({ is: 'faults', struck });
    await keep?.(records, { seed, sends });
    const total = nothing();
    add(total, summarize(seed, records));
    return {
      total,
      seconds,
      more: [`rest              after ${Math.round(restMs / 1_000)} s, rounds of pings included`],
    };
  } finally {
    for (const device of devices) await device.close();
    await stack.stop();
  }
};
