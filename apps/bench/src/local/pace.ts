import type { Device } from '../device/device';
import { type Action, plan } from '../plan';
import { sleep } from './rest';

/** Planned at once: plans of a long run are made as it goes. */
const sendsPerPlan = 1_000;
/** The next plan of one seed is that of a seed so far away. */
const seedStep = 1_000_003;

export type Pace = {
  seed: number;
  devices: readonly Device[];
  /** Messages a second at most. */
  rate: number;
  /** It is over when so many are written, or after so long, ms. */
  sends: number;
  ms: number;
  written(): number;
  act(action: Action): void;
  /** Called now and then with the time since the beginning, ms. */
  onTime(ms: number): void;
};

/** So many messages and changes on their way are too many for a device. */
const mostOnTheirWay = 3;

/**
 * Half of those who are online have too much on their way. What those hold who are away or suspended, or have just come
 * back, says nothing of how fast it is answered.
 */
const areBusy = (devices: readonly Device[]): boolean => {
  const screens = devices.flatMap((device) => device.screen() ?? []).filter((screen) => screen.status() === 'online');
  return 2 * screens.filter((screen) => screen.onTheirWay() >= mostOnTheirWay).length >= screens.length;
};

/**
 * Does what the plan says at the planned times, but no faster than it is answered: while they are busy, everybody waits.
 * So a slow machine makes a run longer, and not one of waits alone.
 */
export const keepPace = async ({ seed, devices, rate, sends, ms, written, act, onTime }: Pace): Promise<void> => {
  const began = Date.now();
  const elapsed = () => Date.now() - began;
  const isOver = () => written() >= sends || elapsed() >= ms;
  let planned = 0;
  for (let nth = 0; !isOver(); nth += 1) {
    const count = Math.min(sendsPerPlan, sends);
    const spanMs = Math.ceil((count / rate) * 1_000);
    for (const action of plan({ seed: seed + nth * seedStep, devices: devices.length, sends: count, spanMs })) {
      const wait = planned + action.at - elapsed();
      if (wait > 0) await sleep(wait);
      const busySince = elapsed();
      for (; areBusy(devices) && !isOver(); await sleep(100)) onTime(elapsed());
      planned += elapsed() - busySince;
      if (isOver()) return;
      act(action);
      onTime(elapsed());
    }
    planned += spanMs;
  }
};
