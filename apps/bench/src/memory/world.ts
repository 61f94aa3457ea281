import type { Entry } from '@parley/protocol';
import { createActing } from '../act';
import { createDevice, type Device } from '../device/device';
import type { Recorded } from '../history/record';
import { createRecorder } from '../history/recorder';
import { type Action, plan } from '../plan';
import { stream, ulids } from '../random';
import { createFaults } from './faults';
import { createNetwork, sessionOf, tokenOf } from './network';
import { createProcesses } from './processes';
import { createQueue } from './queue';
import { createSimulation, type Simulation } from './simulation';
import { memoryStores } from './stores';
import { createMemorySuspensions, followed } from './suspensions';

export type WorldOptions = {
  seed: number;
  /** Devices; every second person has two. */
  clients: number;
  sends: number;
  faults: ReadonlySet<string>;
  /** Only these of the plan's actions: to find the fewest that show a violation. */
  actions?: readonly Action[];
};

export type WorldResult = {
  records: Recorded[];
  struck: Record<string, number>;
  /** What the core reported of itself, by its sentence. */
  reports: Map<string, number>;
  /** Simulated time that went by, ms. */
  simulatedMs: number;
  steps: number;
};

const start = Date.UTC(2026, 0, 1);
/** A workspace of so many people writes so much in a second. */
const sendsPerSecond = 8;
const minute = 60_000;
/** After the last action: outboxes empty themselves, waits between tries are at most a minute. */
const settleMs = 5 * minute;
/** SYNC-6: a ping every four minutes; three of them, and what they lead to. */
const roundMs = 13 * minute;

/** The actions of a world. */
export const planOf = ({ seed, clients, sends }: Pick<WorldOptions, 'seed' | 'clients' | 'sends'>): Action[] =>
  plan({ seed, devices: clients, sends, spanMs: Math.ceil((sends / sendsPerSecond) * 1_000) });

/** A workspace in memory: processes, a network that fails, and devices that do what the plan says until all is at rest. */
export const runWorld = async (options: WorldOptions): Promise<WorldResult> => {
  const { seed, clients, sends, faults: on } = options;
  const simulation = createSimulation(start);
  const faults = createFaults(seed, on);
  const queue = createQueue(simulation, (delivery) => processes.deliver(delivery));
  const { tables, stores: kept } = memoryStores(queue);
  const verify = (token: string) => network.verify(token);
  const stores = { ...kept, verify, access: followed(kept.access, (personId) => suspensions.changed(personId)) };
  const reports = new Map<string, number>();
  const report = (what: string, { error }: Record<string, unknown>) => {
    const sentence = error instanceof Error ? `${what}: ${error.message}` : what;
    reports.set(sentence, (reports.get(sentence) ?? 0) + 1);
  };
  const network = createNetwork({
    ...{ simulation, faults },
    random: stream(seed, 'network'),
    processes: () => processes,
  });
  const processes = createProcesses({
    ...{ simulation, stores, faults, report, count: 4 },
    frames: network.frames,
    random: stream(seed, 'processes'),
  });

  const people = Array.from({ length: Math.max(2, Math.ceil((clients * 2) / 3)) }, (_, i) => `p${i + 1}`);
  const [owner = ''] = people;
  for (const id of people)
    tables.people.set(id, {
      id,
      name: id,
      email: `${id}@example.com`,
      ...(id === owner && { role: 'owner' as const }),
    });
  const conversations = await openChannels(processes, people, seed, simulation.now);

  const records: Recorded[] = [];
  const recorder = createRecorder((record) => void records.push(record), simulation.now);
  const place = {
    ...{ socketUrl: 'ws://parley.test/ws', apiUrl: 'http://parley.test', recorder, clock: simulation },
    ...{ webSocketOf: network.webSocketOf, fetchOf: network.fetchOf },
    tokenOf: (person: string, device: string) => async () => tokenOf(person, device),
  };
  const devices = Array.from({ length: clients }, (_, i): Device => {
    const person = people[i % people.length] ?? '';
    const name = `${person}${'abc'[Math.floor(i / people.length)] ?? 'd'}`;
    const random = stream(seed, `device ${name}`);
    return createDevice(name, person, place, { random, ids: ulids(random, simulation.now) });
  });

  const suspensions = createMemorySuspensions({
    ...{ simulation, network, recorder, owner },
    ...{ processes: () => processes, devices: () => devices, random: stream(seed, 'suspensions') },
  });
  const act = createActing({
    suspend: suspensions.suspend,
    ...{ devices, people: () => people, away: { low: 500, high: 40_000 } },
    after: simulation.after,
    offline: (device, ms) => {
      network.goOffline(device.name);
      simulation.after(ms, () => network.goOnline(device.name));
    },
  });
  for (const device of devices) device.start();
  await simulation.pass(5_000);
  for (const [i, device] of devices.entries())
    for (const [j, id] of conversations.entries()) if ((i + j) % 2 === 0) void device.open(id);
  await simulation.pass(5_000);
  const began = simulation.now();
  for (const action of options.actions ?? planOf({ seed, clients, sends })) {
    await simulation.pass(Math.max(0, began + action.at - simulation.now()));
    act(action);
  }

  await simulation.pass(41_000); // whoever is away comes back
  faults.heal();
  await simulation.pass(settleMs);
  await giveUpWhatFailed(devices, simulation);
  await simulation.pass(roundMs);
  for (const device of devices) device.rest();
  for (const id of conversations) {
    const entries = [...(tables.logs.get(id)?.values() ?? [])].sort((a: Entry, b: Entry) => a.seq - b.seq);
    records.push({ is: 'log', conversationId: id, entries });
  }
  const struck = faults.struck();
  records.push({ is: 'faults', struck });
  for (const device of devices) device.crash();
  return { records, struck, reports, simulatedMs: simulation.now() - start, steps: simulation.steps() };
};

/** A message that failed holds those behind it until its person decides (UX-SEND-5): in the end everybody gives up. */
const giveUpWhatFailed = async (devices: readonly Device[], simulation: Simulation): Promise<void> => {
  const stepMs = 2_000;
  const outgoing = (device: Device) => device.screen()?.outgoing() ?? [];
  // What is behind one that is given up may fail as well, once that is done; what never moves is found by the checker.
  for (let stillMs = 0; stillMs < settleMs && devices.some((one) => outgoing(one).length > 0); stillMs += stepMs) {
    const failed = devices.filter((one) => outgoing(one).some(({ state }) => state === 'failed'));
    for (const device of failed) void device.settle('give up');
    if (failed.length > 0) stillMs = 0;
    await simulation.pass(stepMs);
  }
};

/** Three channels and a direct conversation for every five people, before anything can go wrong. */
const openChannels = async (
  { beforehand }: ReturnType<typeof createProcesses>,
  people: readonly string[],
  seed: number,
  now: () => number,
): Promise<string[]> => {
  const random = stream(seed, 'channels');
  const key = ulids(random, now);
  const [owner = ''] = people;
  const caller = { ...sessionOf(owner, 'beforehand'), tokenExpires: Number.MAX_SAFE_INTEGER };
  const opened: string[] = [];
  for (let nth = 0; nth < 3 + Math.floor(people.length / 5); nth += 1) {
    const others = people.filter((id, i) => id !== owner && (i + nth) % 3 !== 0).slice(0, 40);
    const isDirect = nth > 2;
    const body = isDirect
      ? { kind: 'direct' as const, key: key(), people: [people[nth % people.length] ?? owner, people[1] ?? owner] }
      : { kind: 'channel' as const, key: key(), name: `channel ${nth}`, people: others };
    const answer = await beforehand.answer(caller, { type: 'conversations.open', body });
    if (!answer.ok) throw new Error(`No conversation to begin with: ${answer.refusal.code}`);
    const { id } = (answer.body as { conversation: { id: string } }).conversation;
    if (!opened.includes(id)) opened.push(id);
  }
  return opened;
};
