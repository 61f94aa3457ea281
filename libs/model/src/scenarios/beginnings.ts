import type { Actor } from '../actor';
import { appending } from '../append';
import { hello, ping } from '../delivery';
import { logOf } from '../log';
import { membersBefore } from '../members';
import type { Holds } from '../rules';
import { syncing } from '../sync';
import { aWorld, type Attempt, type Entry, type Tail, type World } from '../world';

/** A conversation of Ann and Bo, or whoever came, which its clients hold; nothing has happened since long ago. */
export const conversation = (said: string[], more: Partial<World> = {}): World => {
  const slots = logOf(...said);
  const rows = membersBefore(slots, slots.length + 1);
  const held = Object.fromEntries(Object.keys(rows).map((person) => [person, slots.length]));
  return aWorld({ slots, rows, held, ...more });
};

/** A process that served the log last when its end was the last of these; it holds that entry, and those from `first` on. */
export const warm = (said: string[], first = said.length): Tail => {
  const entries: Entry[] = logOf(...said);
  return { entries: entries.slice(first - 1), members: membersBefore(entries, said.length + 1), seenAt: 0 };
};

/** A change that is asked for once, by whoever; its invocation has arrived when the scenario begins. */
export const asked = (name: string, attempt: Omit<Attempt, 'after'>, after: number): Partial<World> => ({
  calls: { [name]: { attempt: { ...attempt, after } } },
  at: { [name]: 'arrives' },
});
export const asking = (holds: Holds, name: string, process: string): Actor => appending(holds, name, process);

export const two = ['ann joined', 'bo joined'];
export const three = [...two, 'cy joined'];

/** A device, and the process that answers what it says. */
export const device = (holds: Holds, name: string, process: string, mayPing?: (world: World) => boolean): Actor[] => [
  syncing(holds, name, mayPing),
  hello(holds, name, process),
  ping(holds, name, process),
];
