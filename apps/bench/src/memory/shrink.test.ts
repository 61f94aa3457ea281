import { expect, it } from 'vitest';
import { shrink } from './shrink';

it('has nothing to shrink where nothing is broken', async () => {
  const world = { seed: 3, clients: 4, sends: 20, faults: new Set<string>() };
  expect(await shrink(world, 1)).toBeUndefined();
});
