import { program, type Actor } from './actor';
import { helloOf, pingOf } from './delivery';
import { heed } from './changes';
import { headOf, runFrom } from './log';
import type { Holds } from './rules';
import type { Device, World } from './world';

/** A device that holds the log up to a seq, and shows nothing of it yet. */
export const aDevice = (person: string, held: number, live = true): Device => ({
  person,
  from: held,
  held,
  shown: [],
  kept: [],
  behind: false,
  live,
});

/** When a device may ping; its pings are counted by `world.may['pings of phone']`. */
type Pinging = (world: World) => boolean;

/** The client's half: say hello, keep what is pushed, merge by seq, pull a gap, ping (SYNC-1, 2, 6). */
export const syncing = (holds: Holds, name: string, mayPing: Pinging = isQuiet): Actor => {
  const greet = (world: World): string => {
    deviceOf(world, name).live = true;
    world.at[helloOf(name)] = 'arrives';
    return 'greeting';
  };
  return program(name, {
    away: { 'connects and says hello': greet },
    greeting: {
      'is greeted': (world) => {
        const said = takeAnswer(world, helloOf(name));
        if (!said) return null;
        const device = deviceOf(world, name);
        if (said.word === 'suspended') {
          device.live = false;
          return 'sent away';
        }
        device.behind ||= said.seq > device.held;
        return 'level';
      },
    },
    level: {
      'pulls what it misses': (world) => pull(holds, world, name),
      'sends a ping': (world) => {
        const left = world.may[pingsOf(name)] ?? 0;
        if (left === 0 || !holds('SYNC-6/ping') || !deviceOf(world, name).live || !mayPing(world)) return null;
        world.may[pingsOf(name)] = left - 1;
        world.at[pingOf(name)] = 'arrives';
        return 'pinging';
      },
    },
    pinging: {
      'hears where the log stands': (world) => {
        const said = takeAnswer(world, pingOf(name));
        if (!said) return null;
        const device = deviceOf(world, name);
        if (said.seq <= device.held) return 'level';
        if (holds('SYNC-6/hello')) return greet(world);
        device.behind = true;
        return 'level';
      },
    },
  });
};

/** For `world.may`: how many pings a device may still send. */
export const pingsOf = (device: string): string => `pings of ${device}`;

/** Nobody writes any more: the time of the pings that property 8 waits for. */
export const isQuiet = ({ calls, outbox, at, may, pushes }: World): boolean =>
  Object.keys(calls).length === 0 &&
  Object.values(outbox).every(({ settled }) => settled) &&
  pushes.length === 0 &&
  !Object.values(at).includes('writing') &&
  !Object.entries(may).some(([name, left]) => name.endsWith('passes') && left > 0);

/** The network: what was pushed arrives in any order, and as the scenario allows is lost or comes twice. */
export const network =
  (holds: Holds): Actor =>
  ({ pushes, may, devices }) =>
    [...new Set(pushes)].flatMap((push) => {
      const [name = '', seq = ''] = push.split(':');
      const moves = [
        {
          name: `entry ${seq} reaches ${name}`,
          happens: (draft: World) => {
            takePush(draft, push);
            if (devices[name]?.live) receive(holds, draft, name, Number(seq));
            return true;
          },
        },
        {
          name: `the push of ${seq} to ${name} is lost`,
          happens: (draft: World) => spend(draft, loss) && takePush(draft, push),
        },
        {
          name: `the push of ${seq} to ${name} is doubled`,
          happens: (draft: World) => spend(draft, doubling) && Boolean((draft.pushes = [...draft.pushes, push].sort())),
        },
      ];
      return moves.slice(0, may[loss] || may[doubling] ? 3 : 1);
    });

const loss = 'a push is lost';
const doubling = 'a push comes twice';

const spend = ({ may }: World, what: string): boolean => {
  const left = may[what] ?? 0;
  may[what] = Math.max(0, left - 1);
  return left > 0;
};

const takePush = (world: World, push: string): boolean => {
  world.pushes.splice(world.pushes.indexOf(push), 1);
  return true;
};

const takeAnswer = (world: World, name: string) => {
  const said = world.answers[name];
  delete world.answers[name];
  return said;
};

const deviceOf = (world: World, name: string): Device => {
  const device = world.devices[name];
  if (!device) throw new Error(`There is no device ${name}`);
  return device;
};

/** SYNC-2: the next one is applied, an old one dropped, one beyond a gap kept until the gap is pulled. */
const receive = (holds: Holds, world: World, name: string, seq: number): void => {
  const device = deviceOf(world, name);
  const isGreeted = world.at[name] !== 'greeting';
  if (!isGreeted && !holds('SYNC-1/buffer')) return;
  const isNext = seq === device.held + 1;
  if (isNext || (seq > device.held && !holds('SYNC-2/gap'))) apply(holds, world, name, seq);
  else if (seq <= device.held && !holds('SYNC-2/drop')) device.shown.push(seq);
  else if (seq > device.held) device.kept = [...new Set([...device.kept, seq])].sort();
  merge(holds, world, name);
};

const merge = (holds: Holds, world: World, name: string): void => {
  const device = deviceOf(world, name);
  while (device.kept.includes(device.held + 1)) apply(holds, world, name, device.held + 1);
  device.kept = device.kept.filter((seq) => seq > device.held);
};

const apply = (holds: Holds, world: World, name: string, seq: number): void => {
  const device = deviceOf(world, name);
  device.shown.push(seq);
  device.held = seq;
  const entry = world.slots[seq - 1];
  if (!entry) return;
  const mine = world.outbox[entry.key];
  if (mine && mine.author === device.person && holds('SYNC-3')) mine.pending = false;
  heed(holds, world, name, entry);
};

const pull = (holds: Holds, world: World, name: string): string | null => {
  const device = deviceOf(world, name);
  if (!device.behind && device.kept.length === 0) return null;
  device.behind = false;
  for (const { seq } of runFrom(world, device.held + 1)) apply(holds, world, name, seq);
  merge(holds, world, name);
  return headOf(world) >= device.held ? 'level' : null;
};
