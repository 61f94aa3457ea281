import type { Step } from './actor';
import { answer } from './delivery';
import { headOf, minute, runFrom, tailFirst, tailHead } from './log';
import { afterEntry, visibleRows, youngChanges } from './members';
import type { Holds } from './rules';
import type { Answer, Call, Tail, World } from './world';

/** How an invocation comes to know the end of the log: from what its process remembers, or by reading log and rows. */
export const reaching = (holds: Holds, name: string, process: string): Record<string, Record<string, Step>> => ({
  arrives: {
    [`reaches process ${process}`]: (world) => {
      const running = callOf(world, name);
      const tail = freshTail(holds, world, process);
      const { after } = running.attempt;
      const reaches = tail && (!holds('LOG-4/look') || tailFirst(tail) <= after + 1);
      const isBeyond = tail && holds('LOG-5/ahead') && after > tailHead(tail);
      if (!reaches || isBeyond) return firstRead(holds);
      running.tail = tail;
      return 'decides';
    },
  },
  log: {
    'reads the log': (world) => {
      const running = callOf(world, name);
      const refusal = readTail(holds, world, running);
      if (refusal) return answer(world, name, refusal);
      if (holds('DEL-1/order') && world.membersMove) return 'rows';
      running.rows ??= visibleRows(world);
      return knows(running);
    },
  },
  rows: {
    'reads the member rows': (world) => {
      const running = callOf(world, name);
      running.rows = visibleRows(world);
      return holds('DEL-1/order') ? knows(running) : 'log';
    },
  },
});

export const callOf = (world: World, name: string): Call => {
  const running = world.calls[name];
  if (!running) throw new Error(`${name} takes a step, but does not run`);
  return running;
};

/** Rows are read after the tail: older than the head, they would let in who left in between (DEL-1). */
export const firstRead = (holds: Holds): string => (holds('DEL-1/order') ? 'log' : 'rows');

/** LOG-7: what is older than a minute is forgotten. */
const freshTail = (holds: Holds, world: World, process: string): Tail | undefined => {
  const tail = world.tails[process];
  if (!tail || !holds('LOG-7/age') || world.now - tail.seenAt <= minute) return tail;
  delete world.tails[process];
  return undefined;
};

/** A strong read from `after` inclusive; it counts only if it returns `after` and a contiguous run (LOG-4, LOG-5). */
const readTail = (holds: Holds, world: World, running: Call): Answer | undefined => {
  const { after } = running.attempt;
  const head = headOf(world);
  if (after > head && holds('LOG-5/ahead')) return { word: 'ahead_of_log', seq: head };
  const from = holds('LOG-4/look') ? Math.min(Math.max(1, after), head) : head;
  const run = runFrom(world, from);
  const isWhole = head === 0 || (run[0]?.seq === from && head - after <= world.reach);
  if (!isWhole && holds('LOG-5/behind') && holds('LOG-4/look')) return { word: 'too_far_behind', seq: head };
  const entries = holds('LOG-5/behind') ? run : run.slice(-world.reach);
  running.tail = { entries, members: {}, seenAt: world.now };
  running.young = holds('DEL-1/overlay') ? youngChanges(world, entries.at(-1)) : [];
  return undefined;
};

/** Rows and run together: who is in as of the head. */
const knows = (running: Call): string => {
  if (running.tail) running.tail.members = (running.young ?? []).reduce(afterEntry, running.rows ?? {});
  delete running.rows;
  delete running.young;
  running.wasRead = true;
  return 'decides';
};
