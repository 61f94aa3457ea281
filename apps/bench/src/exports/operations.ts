import { type Entry, isKnown, RefusalCode, refusals } from '@parley/protocol';
import { historyOf, type Op } from '../history/history';
import type { Recorded } from '../history/record';

/** What other checkers know: an append to a log, or a read of a stretch of it. */
export type Operation = {
  /** In the order of the history: when it began, and when it ended if anybody heard of that. */
  began: number;
  ended?: number;
  /** `failed`: it surely did not happen; `unknown`: it may have. */
  outcome: 'ok' | 'failed' | 'unknown';
  /** The log, and what is appended, as numbers. */
  log: number;
  append?: { value: number; seq?: number };
  read?: { seq: number; value: number }[];
  /** It brought the whole log as it was then. */
  isWhole?: boolean;
};

/** What a request may append under: a discard a void, or the deletion of what had arrived. */
const keysOf = ({ asked: { key, deleteKey } }: Op): string[] => [key, deleteKey].filter((one) => one !== undefined);

/**
 * Refusals that settle no key: of the person or the page, of where they stand in the log, or because an entry of theirs
 * has the key already. Of any other that does not pass the client is told that nothing was made, and never asks again.
 */
const settlesNothing: ReadonlySet<string> = new Set<RefusalCode>([
  ...(['not_signed_in', 'foreign_origin', 'no_profile', 'suspended', 'sign_in_again', 'update_needed'] as const),
  ...(['too_far_behind', 'ahead_of_log', 'discarded', 'key_in_use'] as const),
]);

/** The keys under which nothing was made, as its refusal says. That a discard was refused says nothing of its message. */
const keysRefused = ({ type, code, asked: { key, deleteKey } }: Op): string[] => {
  const { success, data } = RefusalCode.safeParse(code);
  if (!success || refusals[data].retry || settlesNothing.has(data)) return [];
  return [type === 'messages.discard' ? deleteKey : key].filter((one) => one !== undefined);
};

/** The places that its answer tells, by key: one that gave a message up tells of the deletion, and so of the message. */
const placesTold = ({ asked, entry }: Op): [key: string, seq: number][] => {
  if (!entry) return [];
  const gaveUp = asked.key !== undefined && asked.key !== entry.key && isKnown(entry);
  const message: [string, number][] =
    gaveUp && entry.kind === 'message.deleted' ? [[asked.key ?? '', entry.body.target]] : [];
  return [...message, [entry.key, entry.seq]];
};

/**
 * The operations of a history in the shape that log checkers share. All tries of one key are one append: it began with
 * the first, and is known once any of them was answered, or refused for good.
 */
export const operationsOf = (records: readonly Recorded[]): Operation[] => {
  const { ops, logs } = historyOf(records);
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, known);
    return known;
  };
  const logOf = new Map([...logs.keys()].map((id, i) => [id, i + 1]));
  const valueOf = (id: string, { author, key }: Entry) => numberOf(`${id} ${author} ${key}`);
  const appends = new Map<string, Operation>();
  const operations: Operation[] = [];
  for (const op of ops) {
    const { conversationId = '' } = op.asked;
    const log = logOf.get(conversationId);
    if (log === undefined) continue;
    const keys = keysOf(op);
    if (keys.length === 0) {
      if (!op.entries || op.entries.length === 0) continue;
      const read = op.entries.map((entry) => ({ seq: entry.seq, value: valueOf(conversationId, entry) }));
      const isWhole = read[0]?.seq === 1 && read.at(-1)?.seq === op.head;
      operations.push({ began: op.began, ...(op.ended && { ended: op.ended }), outcome: 'ok', log, read, isWhole });
      continue;
    }
    const nameOf = (key: string) => `${conversationId} ${op.person} ${key}`;
    for (const name of keys.map(nameOf)) {
      if (appends.has(name)) continue;
      const append: Operation = { began: op.began, outcome: 'unknown', log, append: { value: numberOf(name) } };
      operations.push(append);
      appends.set(name, append);
    }
    for (const [key, seq] of placesTold(op)) {
      const append = appends.get(nameOf(key));
      if (!append || append.outcome !== 'unknown') continue;
      Object.assign(append, { ended: op.ended, outcome: 'ok', append: { value: numberOf(nameOf(key)), seq } });
    }
    for (const key of keysRefused(op)) {
      const append = appends.get(nameOf(key));
      if (append?.outcome === 'unknown') Object.assign(append, { ended: op.ended, outcome: 'failed' });
    }
  }
  const end = records.length + 1;
  for (const [id, log] of logs) {
    const read = log.map((entry) => ({ seq: entry.seq, value: valueOf(id, entry) }));
    operations.push({ began: end, ended: end + 1, outcome: 'ok', log: logOf.get(id) ?? 0, read, isWhole: true });
    // What was there before the history began was appended by nobody that it knows of.
    for (const entry of log)
      if (!appends.has(`${id} ${entry.author} ${entry.key}`))
        operations.push({
          ...{ began: 0, ended: 0, outcome: 'ok' as const, log: logOf.get(id) ?? 0 },
          append: { value: valueOf(id, entry), seq: entry.seq },
        });
  }
  return operations;
};

/** An event of a history: an operation begins, or something is known of it. */
export type Event = { operation: Operation; process: number; type: 'invoke' | 'ok' | 'fail' | 'info' };

/**
 * Beginnings and ends in their order; a process does one operation at a time, and none after one whose end is unknown.
 * Nor after a read: a consumer reads on where it was, and our pages are of any stretch of a log, backwards too.
 */
export const eventsOf = (operations: readonly Operation[]): Event[] => {
  const moments = operations.flatMap((operation) => [
    { at: operation.began, isEnd: false, operation },
    { at: operation.ended ?? Infinity, isEnd: true, operation },
  ]);
  moments.sort((a, b) => a.at - b.at || Number(a.isEnd) - Number(b.isEnd));
  const idle: number[] = [];
  const busy = new Map<Operation, number>();
  let processes = 0;
  return moments.map(({ operation, isEnd }): Event => {
    if (!isEnd) {
      const process = idle.pop() ?? processes++;
      busy.set(operation, process);
      return { operation, process, type: 'invoke' };
    }
    const process = busy.get(operation) ?? 0;
    if (operation.append && operation.outcome !== 'unknown') idle.push(process);
    const type = ({ ok: 'ok', failed: 'fail', unknown: 'info' } as const)[operation.outcome];
    return { operation, process, type };
  });
};
