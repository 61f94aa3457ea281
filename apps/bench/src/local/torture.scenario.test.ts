import { expect, it } from 'vitest';
import { readArguments } from '../arguments';
import { tortureLocal } from './torture';

it('the running stack with every fault ends with nothing lost, doubled, leaked or behind', async () => {
  const wanted = readArguments(['--clients', '8', '--minutes', '0.25', '--rate', '8', '--faults', 'all'], 11);
  const { total } = await tortureLocal(wanted, () => undefined, undefined);
  expect(total.violations).toEqual([]);
  expect(total.said).toBeGreaterThan(50);
  expect(Object.values(total.struck).filter((count) => count > 0).length).toBeGreaterThan(8);
});
