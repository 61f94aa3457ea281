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

/** Messages that were sent and of which nothing is known yet. */
const unanswered = (devices: readonly Device[]): number =>
  devices.reduce((sum, device) => {
    const outgoing = device.screen()?.outgoing() ?? [];
    return sum + outgoing.filter(({ state }) => state === 'sending').length;
  }, 0);

/**
 * Does what the plan says at the planned times, but no faster than it is answered: while half as many messages wait for
 * their answer as there are devices, everybody waits. So a slow machine makes a run longer, not another one.
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
      for (; unanswered(devices) >= devices.length / 2 && !isOver(); planned += 100) {
        onTime(elapsed());
        await sleep(100);
      }
      if (isOver()) return;
      act(action);
      onTime(elapsed());
    }
    planned += spanMs;
  }
};
