import { expect, it } from 'vitest';
import { shardOf, shardsFor } from './shards';

const people = Array.from({ length: 5_000 }, (_, nth) => `01890a5d-ac96-774b-bcce-${nth.toString().padStart(12, '0')}`);
const inShard = (shard: number, of: number) => people.filter((id) => shardOf(id, of) === shard);

it('[DEL-2] cuts people alike on every machine: by their ids alone', () => {
  expect(['ana', 'bo', 'cy', ''].map((id) => shardOf(id, 1_000))).toEqual([300, 277, 448, 257]);
});

it('[DEL-2] puts everybody into one shard, and about as many into each', () => {
  for (const of of [1, 2, 3, 7, 10, 16]) {
    const sizes = Array.from({ length: of }, (_, shard) => inShard(shard, of).length);
    expect(sizes.reduce((a, b) => a + b)).toBe(people.length);
    for (const size of sizes) expect(Math.abs(size - people.length / of)).toBeLessThan((people.length / of) * 0.2);
  }
});

it('[LOG-9] cuts a shard into smaller ones that hold exactly its people', () => {
  const pieces = Array.from({ length: 8 }, (_, nth) => inShard(1 + 3 * nth, 24)).flat();
  expect(pieces.toSorted()).toEqual(inShard(1, 3).toSorted());
});

it('[DEL-2] makes shards of about the size that was asked for', () => {
  expect([0, 1, 500, 501, 5_000].map((size) => shardsFor(size, 500))).toEqual([1, 1, 1, 2, 10]);
});
