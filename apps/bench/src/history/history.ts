import type { Entry } from '@parley/protocol';
import type { Asked, Kind, Of, Recorded } from './record';

/** A request and what became of it. */
export type Op = {
  op: number;
  device: string;
  person: string;
  type: string;
  asked: Asked;
  /** When it left, ms since 1970. */
  at: number;
  /** The steps at which it left and was answered; without an answer `ended` is undefined, and it may have happened. */
  began: number;
  ended?: number;
  outcome: 'unknown' | 'answered' | 'refused';
  code?: string;
  entry?: Entry;
  entries?: Entry[];
  /** Where the log ended, by the same answer. */
  head?: number;
  /** The conversations that an answer with several told of. */
  listed?: string[];
};

/** An entry that reached a device: pushed, or in an answer. */
export type Sight = {
  step: number;
  device: string;
  person: string;
  conversationId: string;
  entry: Entry;
  how: 'pushed' | 'answered';
};

/** Records sorted into what the properties ask about. */
export type History = {
  records: readonly Recorded[];
  ops: Op[];
  sights: Sight[];
  logs: Map<string, Entry[]>;
  written: Of<'written'>[];
  rests: Of<'rest'>[];
  /** Key → the key that replaced it. */
  rekeyed: Map<string, string>;
  givenUp: Map<string, string>;
  /** Key → the code for which its person was told that it was not posted, whatever they did with it then. */
  refused: Map<string, string>;
};

const all = <K extends Kind>(records: readonly Recorded[], is: K): Of<K>[] =>
  records.filter((record): record is Of<K> => record.is === is);

export const historyOf = (records: readonly Recorded[]): History => {
  const ops = new Map<number, Op>();
  const sights: Sight[] = [];
  for (const record of records) {
    if (record.is === 'asked') {
      const { op, device, person, type, asked, step, at } = record;
      ops.set(op, { op, device, person, type, asked, at, began: step, outcome: 'unknown' });
    }
    if (record.is === 'pushed')
      for (const entry of record.entries) sights.push({ ...record, entry, how: 'pushed' as const });
    if (record.is !== 'answered' && record.is !== 'refused') continue;
    const op = ops.get(record.op);
    if (!op) continue;
    op.ended = record.step;
    op.outcome = record.is;
    if (record.is === 'refused') op.code = record.code;
    else {
      if (record.entry) op.entry = record.entry;
      if (record.entries) op.entries = record.entries;
      if (record.head !== undefined) op.head = record.head;
      if (record.listed) op.listed = record.listed;
      const { device, person, asked } = op;
      const { conversationId } = asked;
      if (conversationId !== undefined)
        for (const entry of [...(record.entry ? [record.entry] : []), ...(record.entries ?? [])])
          sights.push({ step: record.step, device, person, conversationId, entry, how: 'answered' });
    }
  }
  return {
    records,
    ops: [...ops.values()],
    sights,
    logs: new Map(all(records, 'log').map(({ conversationId, entries }) => [conversationId, entries])),
    written: all(records, 'written'),
    rests: all(records, 'rest'),
    rekeyed: new Map(all(records, 'rekeyed').map(({ key, was }) => [was, key])),
    givenUp: new Map(all(records, 'given-up').map(({ key, code }) => [key, code])),
    refused: new Map(
      all(records, 'given-up').flatMap(({ key, code }) => (code === 'discarded' ? [] : [[key, code] as const])),
    ),
  };
};

/** The key under which a message stands in the end: it may have been sent again under others. */
export const finalKey = ({ rekeyed }: Pick<History, 'rekeyed'>, key: string): string => {
  let last = key;
  for (let next = rekeyed.get(last); next !== undefined; next = rekeyed.get(last)) last = next;
  return last;
};
