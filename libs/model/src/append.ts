import { program, type Actor } from './actor';
import { answer, handOver } from './delivery';
import { countedAfter, isMembership, minute, put, tailHead } from './log';
import { afterEntry, isInAt } from './members';
import { changesMessage, isDecidedOn, project } from './project';
import { callOf, firstRead, reaching } from './reach';
import type { Holds } from './rules';
import { inOrder, type Answer, type Attempt, type Call, type Entry, type Tail, type World } from './world';

/** A request leaves its client: from now on its invocation takes steps of its own, whoever still waits for it. */
export const call = (world: World, name: string, attempt: Attempt): void => {
  world.calls = inOrder({ ...world.calls, [name]: { attempt } });
  delete world.answers[name];
  world.at = inOrder({ ...world.at, [name]: 'arrives' });
};

/** One invocation that appends an entry in a process: reach the tail, look for the key, decide, claim, hand over, answer. */
export const appending = (holds: Holds, name: string, process: string): Actor =>
  program(name, {
    ...reaching(holds, name, process),
    decides: { 'looks, decides and claims the next slot': (world) => claim(holds, world, name, process) },
    message: {
      'reads the message that it changes': (world) => {
        const running = callOf(world, name);
        running.message = { ...(world.messages[running.attempt.of] ?? { text: '', rev: 0 }) };
        return 'decides';
      },
    },
    number: {
      'writes its entry at its number': (world) => {
        const running = callOf(world, name);
        const entry = entryAt(holds, world, running, running.slot ?? 0);
        put(world, entry, false);
        return answer(world, name, { word: 'posted', seq: entry.seq });
      },
    },
    projection: {
      'writes what its entry changed': (world) => {
        const running = callOf(world, name);
        if (running.entry) project(holds, world, running, running.entry);
        return committed(world, name);
      },
    },
    ...handOver(holds, name),
  });

/** An invocation dies between two steps, and its process forgets what it knew. */
export const dies = (world: World, name: string, process: string): boolean => {
  const place = world.at[name];
  if (place === undefined || place === 'done' || place === 'dead') return false;
  world.at[name] = 'dead';
  delete world.calls[name];
  delete world.tails[process];
  return true;
};

/** Where no device listens, the reply goes out at once: it may be late or lost all the same. */
const committed = (world: World, name: string): string => {
  const { entry } = callOf(world, name);
  if (Object.keys(world.devices).length > 0) return 'leases';
  return answer(world, name, { word: entry?.kind === 'void' ? 'void' : 'posted', seq: entry?.seq ?? 0 });
};

const claim = (holds: Holds, world: World, name: string, process: string): string => {
  const running = callOf(world, name);
  const { attempt, tail } = running;
  if (!tail) throw new Error(`${name} claims without a tail`);
  const refusal = decide(holds, running, tail);
  if (refusal && !holds('LOG-4/refusals')) return answer(world, name, refusal);
  const mine = tail.entries.find(({ author, key }) => author === attempt.author && key === attempt.key);
  const counts = mine?.kind !== 'void' || attempt.kind === 'void' || holds('LOG-10/refused');
  if (mine && counts && holds('LOG-2')) return found(holds, world, name, running, mine);
  if (refusal && running.wasRead) return answer(world, name, refusal);
  const isOld = holds('LOG-7/age') && world.now - tail.seenAt > minute;
  // A refusal is final only if the log was read for it, and a claim only on a tail that is fresh.
  if (refusal || isOld) {
    delete world.tails[process];
    delete running.tail;
    return firstRead(holds);
  }
  if (!holds('LOG-1')) {
    world.counter += 1;
    running.slot = world.counter;
    return 'number';
  }
  if (!holds('LOG-9/commit') && !world.answers[name]) {
    world.answers[name] = { word: 'posted', seq: tailHead(tail) + 1 };
    return 'decides';
  }
  if (!isDecidedOn(holds, world, running)) return 'message';
  const entry = entryAt(holds, world, running, tailHead(tail) + 1);
  if (put(world, entry, holds('LOG-3'))) return keep(holds, world, name, process, entry);
  const rival = world.slots[entry.seq - 1];
  if (rival) takeIn(tail, rival, world.now);
  running.wasRead = true;
  return 'decides';
};

/** Decided as of the head, again for every slot (DEL-1): only members post, and a change of members is made by one. */
const decide = (holds: Holds, running: Call, tail: Tail): Answer | undefined => {
  const { author } = running.attempt;
  const { wasDecided } = running;
  const isIn = isInAt(tail.members[author], tailHead(tail));
  if (!isIn && !(wasDecided && !holds('DEL-1/again'))) return { word: 'not_a_member', seq: 0 };
  if (!holds('DEL-1/again')) running.wasDecided = true;
  if (!holds('DEL-1/push')) running.decidedFor ??= { ...tail.members };
  return undefined;
};

/** An earlier try had made it: hand it over again, as its invocation may have died before (LOG-9), and answer with it. */
const found = (holds: Holds, world: World, name: string, running: Call, mine: Entry): string => {
  running.entry = mine;
  const isPushedAgain = holds('LOG-9/again') && mine.kind === 'posted';
  if (isPushedAgain) return committed(world, name);
  return answer(world, name, { word: mine.kind === 'void' ? 'void' : 'posted', seq: mine.seq });
};

const entryAt = (holds: Holds, world: World, running: Call, seq: number): Entry => {
  const { attempt, tail } = running;
  const { author, key, kind, of } = attempt;
  const now = countedAfter(tail?.entries.at(-1), attempt);
  if (!holds('LOG-8/n') || !holds('LOG-8/m')) running.counted ??= now;
  const n = holds('LOG-8/n') ? now.n : (running.counted?.n ?? 0);
  const m = holds('LOG-8/m') ? now.m : (running.counted?.m ?? 0);
  return { seq, at: world.now, author, key, kind, of, n, m };
};

const takeIn = (tail: Tail, entry: Entry, now: number): void => {
  tail.entries.push(entry);
  tail.members = afterEntry(tail.members, entry);
  tail.seenAt = now;
};

const keep = (holds: Holds, world: World, name: string, process: string, entry: Entry): string => {
  const running = callOf(world, name);
  const { tail } = running;
  if (!tail) throw new Error(`${name} claimed without a tail`);
  takeIn(tail, entry, world.now);
  running.entry = entry;
  world.tails = inOrder({ ...world.tails, [process]: structuredClone(tail) });
  const isProjected = isMembership(entry) || changesMessage(entry);
  if (!isProjected) return committed(world, name);
  const rule = isMembership(entry) ? 'LOG-6/members' : 'LOG-6/messages';
  if (!holds(rule)) return 'projection';
  project(holds, world, running, entry);
  return committed(world, name);
};
