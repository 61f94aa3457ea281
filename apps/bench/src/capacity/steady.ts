import { stream } from '../random';
import { type Reading, nothing } from './meter';
import type { Metered } from './workspace';

/** Which process serves the next message, of those that are free then. */
export type Routing = { name: string; choose(free: readonly number[], last: number, random: () => number): number };

/** A message a second, spread as people write: the times between are exponential. */
const meanMs = 1_000;
/** A push takes so long: who writes sooner after another one holds the log only up to the one before. */
const pushMs = 100;
/** How long an invocation takes, ms: its process serves nothing else meanwhile. */
const servedMs = { low: 20, high: 120 };

export const routings: readonly Routing[] = [
  { name: 'one process', choose: () => 0 },
  {
    // Lambda prefers the environment that was used last; another one serves only what comes meanwhile.
    name: 'the one used last, of 4',
    choose: (free, last) => (free.includes(last) ? last : (free[0] ?? last)),
  },
  {
    // The tail that a process holds is mostly behind. `after` shows that, and a strong read mends it; but where a message
    // follows another within 100 ms its writer's `after` is behind too, the slot is lost, and the refused put costs a unit.
    name: 'any of 4 (worst case)',
    choose: (free, last, random) => free[Math.floor(random() * free.length)] ?? last,
  },
];

export type Steady = { routing: string; messages: number } & Reading;

/** Many messages at a message a second into one channel, as this routing spreads them over processes. */
export const steadyState = async (workspace: Metered, routing: Routing, messages: number): Promise<Steady> => {
  const { asks, consumed, key, pass } = workspace;
  const random = stream(1, `steady ${routing.name}`);
  const opened = await asks('ana', 'conversations.open', {
    ...{ kind: 'channel', key: key(), name: routing.name, people: ['bo'] },
  });
  const conversationId = opened.conversation.id;
  const send = async (after: number, process: number) => {
    const body = { conversationId, key: key(), after, text: 'An ordinary message, neither long nor short.' };
    return (await asks('ana', 'messages.send', body, { process })).entry.seq;
  };
  let [at, last, now] = [await send(1, 0), 0, 0];
  let before = at;
  const busyUntil = [0, 0, 0, 0];
  const sum = nothing();
  consumed.read();
  for (let nth = 0; nth < messages; nth += 1) {
    const wait = -Math.log(1 - random()) * meanMs;
    now += wait;
    pass(Math.round(wait));
    const free = busyUntil.flatMap((until, process) => (until <= now ? [process] : []));
    last = routing.choose(free, last, random);
    busyUntil[last] = now + servedMs.low + random() * (servedMs.high - servedMs.low);
    const held = wait < pushMs ? before : at;
    before = at;
    at = await send(held, last);
    const reading = consumed.read();
    for (const name of Object.keys(sum) as (keyof Reading)[]) sum[name] += reading[name];
  }
  const each = Object.fromEntries(Object.entries(sum).map(([name, value]) => [name, value / messages]));
  return { routing: routing.name, messages, ...(each as Reading) };
};
