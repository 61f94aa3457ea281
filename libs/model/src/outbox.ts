import { program, type Actor, type Step } from './actor';
import { appending, call } from './append';
import { headOf } from './log';
import type { Holds } from './rules';
import type { Attempt, OutboxItem, World } from './world';

/** A message to be sent: by whom, and through which process each of its tries goes. */
export type Sending = {
  author: string;
  key: string;
  through: readonly string[];
  /** What must have happened before it is written; nothing if not said. */
  when?: (world: World) => boolean;
  /** The message before it in the same outbox. */
  next?: string;
  /** The process through which its author takes it back, which may happen once it was tried. */
  discards?: string;
  /** Whether its app may die while it waits, and start again with what is stored. */
  appDies?: boolean;
  /** An `after` that did not come from what is held: of a log that was restored from a backup. */
  after?: number;
};

/** One message in an outbox and the invocations of its tries. Its program begins at `world.at[key] = 'writing'`. */
export const sending = (holds: Holds, message: Sending): Actor[] => {
  const { author, key, through, discards, appDies } = message;
  const attempt = (world: World, kind: Attempt['kind']): Attempt => {
    const { after } = item(world, key);
    const now = holds('LOG-4/first') ? after : heldBy(world, author);
    return { author, key, kind, of: '', after: now };
  };
  const places: Record<string, Record<string, Step>> = {
    writing: { 'is stored with its key and `after`': (world) => store(holds, world, message) },
  };
  through.forEach((_, index) => {
    const now = `try ${index + 1} of ${key}`;
    const isLast = index + 1 === through.length;
    const next = isLast ? now : `try ${index + 2} of ${key}`;
    places[now] = {
      [`is sent, ${now}`]: (world) => {
        call(world, now, attempt(world, 'posted'));
        return `waits for ${now}`;
      },
    };
    places[`waits for ${now}`] = {
      'is answered': (world) => hear(world, key, now, next),
      // A client waits for its last try as long as it runs, so that every story has an end.
      'hears nothing, and tries again': (world) => (isLast && world.at[now] !== 'dead' ? null : next),
      ...(appDies && { 'is forgotten, as its app died before it was stored': (world) => forget(holds, world, key) }),
      ...(discards !== undefined && { 'is taken back by its author': (world) => takeBack(holds, world, message) }),
    };
    places[`${next}, once level`] = { 'catches up': (world) => catchUp(holds, world, key, next) };
  });
  const calls = through.map((process, index) => appending(holds, `try ${index + 1} of ${key}`, process));
  if (discards === undefined) return [program(key, places), ...calls];
  Object.assign(places, takingBack(holds, key));
  const voids = [appending(holds, voidOf(key), discards), appending(holds, deletionOf(key), discards)];
  return [program(key, places), ...calls, ...voids];
};

const item = (world: World, key: string): OutboxItem => {
  const found = world.outbox[key];
  if (!found) throw new Error(`${key} is in no outbox`);
  return found;
};
const heldBy = (world: World, author: string): number =>
  Object.values(world.devices).find(({ person }) => person === author)?.held ?? world.held[author] ?? 0;

const store = (holds: Holds, world: World, { author, key, when, next, after }: Sending): string | null => {
  if (when && !when(world)) return null;
  if (next !== undefined && holds('SYNC-4') && !world.outbox[next]?.settled) return null;
  if (next !== undefined && !world.outbox[next]) return null;
  world.outbox[key] = { author, after: after ?? heldBy(world, author), seq: 0, pending: true, settled: '' };
  return `try 1 of ${key}`;
};

/** What is stored outlives its app, which then tries again; what was sent before it was stored is gone. */
const forget = (holds: Holds, world: World, key: string): string | null =>
  holds('LOG-4/stored') ? null : settle(world, key, 'forgotten');

const settle = (world: World, key: string, how: string, seq = 0): string => {
  Object.assign(item(world, key), { settled: how, seq, pending: false });
  return 'settled';
};

const hear = (world: World, key: string, from: string, next: string): string | null => {
  const said = world.answers[from];
  if (!said) return null;
  delete world.answers[from];
  if (said.word === 'posted') return settle(world, key, 'posted', said.seq);
  if (said.word === 'void') return settle(world, key, 'discarded');
  if (said.word === 'not_a_member') return settle(world, key, 'not_a_member');
  return `${next}, once level`;
};

/** LOG-5: `after` is raised only over slots that were looked at for the key; where slots are gone, the key is given up. */
const catchUp = (holds: Holds, world: World, key: string, next: string): string => {
  const mine = item(world, key);
  const head = headOf(world);
  if (holds('LOG-5/raise')) {
    for (let seq = mine.after + 1; seq <= head; seq += 1) {
      const entry = world.slots[seq - 1];
      if (!entry) return settle(world, key, 'too_old');
      if (entry.key === key) return settle(world, key, entry.kind === 'void' ? 'discarded' : 'posted', seq);
    }
  }
  mine.after = head;
  return next;
};

const voidOf = (key: string): string => `the void of ${key}`;
const deletionOf = (key: string): string => `the deletion of ${key}`;

/** LOG-10: what was tried is never just forgotten: its key is claimed for nothing, or what it made is deleted. */
const takeBack = (holds: Holds, world: World, { author, key }: Sending): string => {
  if (!holds('LOG-10/void')) return settle(world, key, 'discarded');
  call(world, voidOf(key), { author, key, kind: 'void', of: '', after: item(world, key).after });
  return 'taken back';
};

const takingBack = (holds: Holds, key: string): Record<string, Record<string, Step>> => ({
  'taken back': {
    'learns whether its void came first': (world) => {
      const said = world.answers[voidOf(key)];
      if (!said) return null;
      delete world.answers[voidOf(key)];
      if (said.word === 'void' || !holds('LOG-10/delete')) return settle(world, key, 'discarded');
      if (said.word !== 'posted') return settle(world, key, said.word);
      const { author, after } = item(world, key);
      call(world, deletionOf(key), { author, key: `${key} deleted`, kind: 'deleted', of: String(said.seq), after });
      return 'being deleted';
    },
  },
  'being deleted': {
    'learns that it is deleted': (world) => {
      const said = world.answers[deletionOf(key)];
      if (!said) return null;
      delete world.answers[deletionOf(key)];
      return settle(world, key, said.word === 'posted' ? 'discarded' : said.word);
    },
  },
});
