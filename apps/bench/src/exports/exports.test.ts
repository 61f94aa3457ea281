import type { RefusalCode } from '@parley/protocol';
import { expect, it } from 'vitest';
import { aHistory, aLog, created, said } from '../testing/a-history';
import { edn } from './edn';
import { elle } from './elle';

/** Ana sends twice, the first try unanswered; Bo's send is never answered; Bo reads. */
const history = () => {
  const log = aLog(created('ana', 'bo'), said('ana'), said('bo'));
  const told = aHistory();
  told.asks('ana-1', 'messages.send', { key: 'ana-2', after: 1 });
  const again = told.asks('ana-1', 'messages.send', { key: 'ana-2', after: 1 });
  told.answers(again, { entry: log[1] });
  told.asks('bo-1', 'messages.send', { key: 'bo-9', after: 1 });
  told.answers(told.asks('bo-1', 'messages.changes', { after: 1 }), { entries: log.slice(1) });
  told.ends(log);
  return told.records;
};

it("writes the EDN of Jepsen's checker of Kafka-like logs: sends with their offsets, polls, and what is unknown", () => {
  const lines = edn(history()).trimEnd().split('\n');
  const of = (text: string) =>
    lines.filter((line) => line.includes(text)).map((line) => line.replace(/^.*:process \d+/, ':process n'));
  expect(lines[0]).toMatch(/^\{:index 0, :time 0, :process 0, :type :invoke, :f :send, :value \[\[:send 1 \d+\]\]\}$/);
  expect(of('[:send 1 1]')).toEqual([':process n, :type :invoke, :f :send, :value [[:send 1 1]]}']);
  expect(of('[:send 1 [2 1]]')).toEqual([':process n, :type :ok, :f :send, :value [[:send 1 [2 1]]]}']);
  expect(of(':type :info')).toEqual([':process n, :type :info, :f :send, :value [[:send 1 2]]}']);
  expect(of(':f :poll').filter((line) => line.includes(':ok'))).toHaveLength(2);
});

it('gives a process one operation at a time, and none after one that is unknown', () => {
  const busy = new Set<string>();
  const over = new Set<string>();
  for (const line of edn(history()).trimEnd().split('\n')) {
    const [, process = '', type = ''] = /:process (\d+), :type :(\w+)/.exec(line) ?? [];
    expect(over.has(process)).toBe(false);
    expect(busy.has(process)).toBe(type !== 'invoke');
    if (type === 'invoke') busy.add(process);
    else busy.delete(process);
    if (type === 'info') over.add(process);
  }
});

it('a message that was given up and had arrived keeps its offset, and its deletion has its own', () => {
  const deleted = { author: 'ana', key: 'ana-deletes', kind: 'message.deleted', body: { target: 2 } } as const;
  const log = aLog(created('ana', 'bo'), said('ana'), deleted);
  const told = aHistory();
  told.asks('ana-1', 'messages.send', { key: 'ana-2', after: 1 });
  const given = told.asks('ana-1', 'messages.discard', { key: 'ana-2', deleteKey: 'ana-deletes', after: 1 });
  told.answers(given, { entry: log[2] });
  told.ends(log);
  const lines = edn(told.records).trimEnd().split('\n');
  const sent = lines.flatMap((line) => /:type :ok.*\[:send 1 (\[.*?\])/.exec(line)?.[1] ?? []);
  const read = lines.flatMap((line) => [...(/:type :ok.*:poll .*/.exec(line)?.[0].matchAll(/\[\d+ \d+\]/g) ?? [])]);
  expect(sent).toHaveLength(3);
  expect(sent.toSorted()).toEqual(read.map(([pair]) => pair).toSorted());
  // Nothing but the beginning of the log was there before the history began.
  const before = lines.findIndex((line) => line.includes(':f :send') && line.includes(':type :ok'));
  expect(lines.filter((line, i) => i > before && /:type :invoke, :f :send/.test(line))).toHaveLength(2);
});

it('gives elle no read that is a part of a log: it would be an old state of the list', () => {
  const log = aLog(created('ana', 'bo'), said('ana'), said('bo'));
  const told = aHistory();
  const page = told.asks('bo-1', 'messages.changes', { after: 0 });
  told.answers(page, { entries: log.slice(0, 2), head: 3 });
  const whole = told.asks('bo-1', 'messages.changes', { after: 0 });
  told.answers(whole, { entries: log, head: 3 });
  told.ends(log);
  const events = JSON.parse(elle(told.records)) as { type: string; value: [string, number, number[] | null][] }[];
  const reads = events.filter(({ type, value }) => type === 'ok' && value[0]?.[0] === 'r');
  expect(reads.map(({ value }) => value[0]?.[2]?.length)).toEqual([3, 3]);
});

it("writes the JSON of elle-cli's list-append: appends, and the reads of whole lists", () => {
  const events = JSON.parse(elle(history())) as { type: string; value: [string, number, unknown][] }[];
  const reads = events.filter(({ type, value }) => type === 'ok' && value[0]?.[0] === 'r');
  expect(reads.map(({ value }) => (value[0]?.[2] as number[]).length)).toEqual([3]);
  const appended = events.flatMap(({ type, value }) =>
    type === 'ok' && value[0]?.[0] === 'append' ? [value[0][2]] : [],
  );
  expect(new Set(appended)).toEqual(new Set(reads[0]?.value[0]?.[2] as number[]));
});

it('says of what was refused for good that it failed, so that it can be found where it is read nevertheless', () => {
  const outcome = (code: RefusalCode, type: 'messages.send' | 'messages.discard' = 'messages.send') => {
    const told = aHistory();
    told.asks('bo-1', 'messages.send', { key: 'bo-9', after: 1 });
    told.refuses(told.asks('bo-1', type, { key: 'bo-9', after: 1 }), code);
    told.ends(aLog(created('ana', 'bo')));
    const ends = edn(told.records).match(/:type :(?:fail|info), :f :send, :value \S+ 1 \d+/g);
    const inElle = (JSON.parse(elle(told.records)) as { type: string }[]).map(({ type }) => type);
    expect(inElle.includes('fail')).toBe(ends?.some((line) => line.includes(':fail')));
    return ends;
  };
  expect(outcome('not_a_member')).toEqual([':type :fail, :f :send, :value [[:send 1 1']);
  const unknown = [':type :info, :f :send, :value [[:send 1 1'];
  for (const code of ['busy', 'slow_down', 'suspended', 'too_far_behind', 'discarded'] as const)
    expect(outcome(code)).toEqual(unknown);
  expect(outcome('not_a_member', 'messages.discard')).toEqual(unknown); // of a message that had arrived, it stands
});
