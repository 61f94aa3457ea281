import { systemClock } from '@parley/client';
import { createActing } from '../act';
import type { Wanted } from '../arguments';
import { createDevice, type Device } from '../device/device';
import type { Recorded } from '../history/record';
import { createRecorder } from '../history/recorder';
import { summarize } from '../history/summary';
import { stream, ulids } from '../random';
import { add, nothing, type Total } from '../report';
import { type Asking, wholeLog } from './ask';
import { openChannels } from './channels';
import { switchedNetwork } from './network';
import { keepPace } from './pace';
import { peopleOf } from './people';
import { online, rest, sleep, until } from './rest';
import { startStack } from './stack';

/** How often people are told how far it is. */
const tellMs = 10_000;

export type LocalRun = { total: Total; seconds: number; more: string[] };

/** Whoever is away is one in five at most, however fast everything goes: away for so long at most, ms. */
const longestAway = ({ clients, rate }: Wanted, spanMs: number) =>
  Math.min(30_000, spanMs / 4, Math.max(1_000, (10_000 * clients) / rate));

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
    const channels = await openChannels(owner, people, ulids(stream(seed, 'channels'), Date.now));
    const conversations = channels.ids;
    tell(`${people.length} people in ${conversations.length} conversations at ${stack.url}`);

    const records: Recorded[] = [];
    let written = 0;
    const network = switchedNetwork();
    const place = {
      ...{ socketUrl: `${stack.url.replace(/^http/, 'ws')}/ws`, apiUrl: stack.url, clock: systemClock },
      ...{ webSocketOf: network.webSocketOf, fetchOf: network.fetchOf },
      tokenOf: (person: string) => (options?: { fresh?: boolean }) => token(person, options),
      recorder: createRecorder((record) => {
        records.push(record);
        if (record.is === 'written') written += 1;
      }, Date.now),
    };
    for (let i = 0; i < clients; i += 1) {
      const nth = i % people.length;
      const name = `p${nth + 1}${'abc'[Math.floor(i / people.length)] ?? 'd'}`;
      const random = stream(seed, `device ${name}`);
      devices.push(createDevice(name, people[nth] ?? '', place, { random, ids: ulids(random, Date.now) }));
    }
    for (const device of devices) device.start();
    const areOnline = await until(
      () => online(devices),
      () => 'devices come online',
      tell,
    );
    if (!areOnline) throw new Error('Not every device came online within three minutes.');
    for (const [i, device] of devices.entries())
      for (const [j, id] of (device.screen()?.conversations() ?? []).entries())
        if ((i + j) % 2 === 0) void device.open(id);

    const began = Date.now();
    const spanMs = wanted.minutes * 60_000;
    const away = { low: 500, high: longestAway(wanted, spanMs) };
    const act = createActing({
      ...{ devices, away, people: channels.circle },
      after: (ms, run) => void setTimeout(run, ms),
      offline: (device, ms) => {
        network.goOffline(device.name);
        setTimeout(() => network.goOnline(device.name), ms);
      },
    });
    await stack.setFaults(wanted.faults);
    let told = 0;
    await keepPace({
      ...{ seed, devices, act, rate: wanted.rate, sends: wanted.sends, ms: spanMs },
      written: () => written,
      onTime: (ms) => {
        if (ms - told < tellMs) return;
        told = ms;
        const waiting = devices.reduce((sum, device) => sum + (device.screen()?.outgoing().length ?? 0), 0);
        tell(`${Math.round(ms / 1_000)} s: ${written} written, ${waiting} of them on their way`);
      },
    });
    const seconds = (Date.now() - began) / 1_000;

    const struck = await stack.struck();
    await stack.setFaults('none');
    tell('Nothing goes wrong any more; waiting for rest');
    await sleep(away.high);
    const settledIn = Date.now();
    await rest(devices, tell);
    const restMs = Date.now() - settledIn;
    for (const device of devices) device.rest();
    for (const conversationId of conversations)
      records.push({ is: 'log', conversationId, entries: await wholeLog(owner, conversationId) });
    records.push({ is: 'faults', struck });
    await keep?.(records, { seed, sends: wanted.sends });
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
