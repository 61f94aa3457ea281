import { expect, it } from 'vitest';
import { check } from '../checker/check';
import { faultNames } from './faults';
import { runWorld } from './world';

const everything = new Set<string>(faultNames);

it('a workspace with every fault ends with nothing lost, doubled, leaked or behind', async () => {
  const struck: Record<string, number> = {};
  for (let seed = 1; seed <= 8; seed += 1) {
    const { records, struck: here } = await runWorld({ seed, clients: 14, sends: 400, faults: everything });
    expect(check(records).map(({ property, sentence }) => `seed ${seed}: ${property} ${sentence}`)).toEqual([]);
    for (const [fault, count] of Object.entries(here)) struck[fault] = (struck[fault] ?? 0) + count;
  }
  // Otherwise nothing was shown.
  expect(Object.keys(struck).sort()).toEqual([...faultNames].sort());
});

it('a workspace without faults says everything that was written, and nobody is told of trouble', async () => {
  const { records, struck, reports } = await runWorld({ seed: 1, clients: 8, sends: 150, faults: new Set() });
  expect(check(records)).toEqual([]);
  expect(struck).toEqual({});
  expect([...reports]).toEqual([]);
});

it('the same seed makes the same history, and another seed another', async () => {
  const history = async (seed: number) => {
    const { records } = await runWorld({ seed, clients: 6, sends: 60, faults: everything });
    return records.map((record) => JSON.stringify(record));
  };
  const first = await history(7);
  expect(await history(7)).toEqual(first);
  expect(await history(8)).not.toEqual(first);
});
