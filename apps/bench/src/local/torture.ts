import { createActing } from '../act';
import type { Wanted } from '../arguments';
import type { Recorded } from '../history/record';
import { createRecorder } from '../history/recorder';
import { summarize } from '../history/summary';
import { stream } from '../random';
import { add, nothing, type Total } from '../report';
import { wholeLog } from './ask';
import { gather } from './crowd';
import { keepPace } from './pace';
import { rest, sleep } from './rest';
import { startStack } from './stack';
import { createLocalSuspensions } from './suspensions';

/** How often people are told how far it is. */
const tellMs = 10_000;

export type LocalRun = {
  total: Total;
  records: readonly Recorded[];
  /** From the first action to the last. */
  seconds: number;
  more: string[];
};

/** Whoever is away is one in five at most, however fast everything goes: away for so long at most, ms. */
const longestAway = ({ clients, rate, minutes }: Wanted) =>
  Math.min(30_000, minutes * 15_000, Math.max(1_000, (10_000 * clients) / rate));

/** The real thing on this machine, over sockets and HTTP, with the faults of the emulators. */
export const tortureLocal = async (wanted: Wanted, tell: (line: string) => void): Promise<LocalRun> => {
  const { seed, rate, sends, minutes } = wanted;
  const stack = await startStack(seed);
  const records: Recorded[] = [];
  let written = 0;
  const recorder = createRecorder((record) => {
    records.push(record);
    if (record.is === 'written') written += 1;
  }, Date.now);
  try {
    const crowd = await gather(stack.url, wanted, recorder, tell);
    const { devices, channels, owner, offline, close } = crowd;
    try {
      const away = { low: 500, high: longestAway(wanted) };
      const after = (ms: number, run: () => void) => void setTimeout(run, ms);
      const suspensions = createLocalSuspensions(crowd, { recorder, random: stream(seed, 'suspensions') });
      const { suspend } = suspensions;
      const act = createActing({ ...{ devices, away, offline, after, suspend }, people: channels.circle });
      const began = Date.now();
      await stack.setFaults(wanted.faults);
      let told = 0;
      await keepPace({
        ...{ seed, devices, act, rate, sends, ms: minutes * 60_000, written: () => written },
        onTime: (ms) => {
          if (ms - told < tellMs) return;
          told = ms;
          const waiting = devices.reduce((sum, device) => sum + (device.screen()?.onTheirWay() ?? 0), 0);
          tell(`${Math.round(ms / 1_000)} s: ${written} written, ${waiting} of them on their way`);
        },
      });
      const seconds = (Date.now() - began) / 1_000;
      const struck = await stack.struck();
      await stack.setFaults('none');
      tell('Nothing goes wrong any more; waiting for rest');
      await Promise.all([sleep(away.high), suspensions.over()]);
      const settledIn = Date.now();
      await rest(devices, tell);
      const restMs = Date.now() - settledIn;
      for (const device of devices) device.rest();
      for (const conversationId of channels.ids)
        records.push({ is: 'log', conversationId, entries: await wholeLog(owner, conversationId) });
      records.push({ is: 'faults', struck });
      const total = nothing();
      add(total, summarize(seed, records));
      const more = [`rest              after ${Math.round(restMs / 1_000)} s, rounds of pings included`];
      return { total, records, seconds, more };
    } finally {
      await close();
    }
  } finally {
    await stack.stop();
  }
};
