import { between, type Random, stream } from './random';

/** Everything that people, their devices and their networks do. */
export const doings = {
  say: 50,
  read: 8,
  open: 2,
  older: 1,
  edit: 5,
  delete: 2,
  react: 5,
  unreact: 2,
  unread: 1,
  add: 6,
  leave: 1,
  remove: 1,
  ban: 0.5,
  rename: 0.5,
  settle: 8,
  discard: 1,
  typing: 1,
  release: 1,
  offline: 1,
  crash: 1,
  suspend: 0.3,
  probe: 1,
} as const satisfies Record<string, number>;
export type Doing = keyof typeof doings;

/** One thing that a device does at some time. The numbers, 0 ≤ x < 1, choose among what there is by then. */
export type Action = { at: number; device: number; doing: Doing; where: number; which: number };

export type PlanOptions = {
  seed: number;
  devices: number;
  /** Messages written; everything else happens in proportion. */
  sends: number;
  /** How long all of it takes, ms. */
  spanMs: number;
};

const total = Object.values(doings).reduce((sum, weight) => sum + weight, 0);
const drawn = (random: Random): Doing => {
  let left = random() * total;
  for (const [doing, weight] of Object.entries(doings)) if ((left -= weight) < 0) return doing as Doing;
  return 'say';
};

/** The same actions for the same seed, in the order of their times. */
export const plan = ({ seed, devices, sends, spanMs }: PlanOptions): Action[] => {
  const random = stream(seed, 'plan');
  const actions: Action[] = [];
  for (let said = 0; said < sends;) {
    const doing = drawn(random);
    if (doing === 'say') said += 1;
    actions.push({
      ...{ at: between(random, 0, spanMs), device: between(random, 0, devices - 1), doing },
      ...{ where: random(), which: random() },
    });
  }
  return actions.sort((a, b) => a.at - b.at);
};
