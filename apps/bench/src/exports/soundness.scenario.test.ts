import { beforeAll, expect, it } from 'vitest';
import type { Recorded } from '../history/record';
import { faultNames } from '../memory/faults';
import { runWorld } from '../memory/world';
import { edn } from './edn';
import { elle } from './elle';
import { operationsOf } from './operations';

/** A history with every fault, in which messages were given up, pages read backwards, and answers lost. */
let records: readonly Recorded[] = [];
beforeAll(async () => {
  records = (await runWorld({ seed: 3, clients: 10, sends: 200, faults: new Set<string>(faultNames) })).records;
}, 60_000);

type Poll = { process: string; log: string; read: [seq: number, value: number][] };
const pairsIn = (text: string): [number, number][] =>
  [...text.matchAll(/\[(\d+) (\d+)\]/g)].map(([, seq, value]) => [Number(seq), Number(value)]);

it("a value has one offset in its log, in the eyes of Jepsen's checker, and one process reads on where it was", () => {
  const lines = edn(records).trimEnd().split('\n');
  const offsets = new Map<string, number>();
  const differ = new Set<string>();
  const polls: Poll[] = [];
  for (const line of lines) {
    const [, process = ''] = /:process (\d+)/.exec(line) ?? [];
    const [, log = ''] = /:type :ok, .*\[:(?:send (?=\d+ \[)|poll \{)(\d+)/.exec(line) ?? [];
    if (!log) continue;
    const read = pairsIn(line.slice(line.indexOf(':value')));
    for (const [seq, value] of read) {
      const name = `${log} ${value}`;
      if ((offsets.get(name) ?? seq) !== seq) differ.add(name);
      offsets.set(name, seq);
    }
    if (line.includes(':f :poll')) polls.push({ process, log, read });
  }
  expect(polls.length).toBeGreaterThan(30);
  expect([...differ]).toEqual([]);
  const last = new Map<string, number>();
  const jumps = polls.filter(({ process, log, read }) => {
    const name = `${process} ${log}`;
    const from = last.get(name);
    last.set(name, read.at(-1)?.[0] ?? 0);
    return from !== undefined && read[0]?.[0] !== from + 1;
  });
  expect(jumps.map(({ process, log }) => `process ${process}, log ${log}`)).toEqual([]);
});

it('in the eyes of elle a read has everything that was appended before it began', () => {
  type Event = { process: number; type: string; value: [string, number, unknown][] };
  const events = JSON.parse(elle(records)) as Event[];
  const appended = new Map<number, Set<number>>();
  const began = new Map<number, Set<number>>();
  const lacking: string[] = [];
  let reads = 0;
  for (const { process, type, value } of events) {
    const [what, log, it] = value[0] ?? ['', 0, null];
    const known = appended.get(log) ?? new Set<number>();
    appended.set(log, known);
    if (what === 'append' && type === 'ok') known.add(it as number);
    if (what === 'r' && type === 'invoke') began.set(process, new Set(known));
    if (what !== 'r' || type !== 'ok') continue;
    reads += 1;
    const list = new Set(it as number[]);
    const lost = [...(began.get(process) ?? [])].filter((one) => !list.has(one));
    if (lost.length > 0) lacking.push(`log ${log}: ${list.size} read, ${lost.length} of those before are not in it`);
  }
  expect(reads).toBeGreaterThan(10);
  expect(lacking).toEqual([]);
});

it('nothing that was refused for good is ever read', () => {
  const operations = operationsOf(records);
  const failed = operations.flatMap(({ outcome, append }) => (outcome === 'failed' && append ? [append.value] : []));
  expect(failed.length).toBeGreaterThan(10);
  const read = new Set(operations.flatMap((operation) => (operation.read ?? []).map(({ value }) => value)));
  expect(failed.filter((value) => read.has(value))).toEqual([]);
});
