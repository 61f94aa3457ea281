import { expect, it } from 'vitest';
import { readArguments } from '../arguments';
import { tortureLocal } from './torture';

// It ends with the sends; the minutes are for a machine that has much else to do, and the time beyond them for coming to rest.
const [minutes, timeout] = [3, 360_000];

it('the running stack with every fault ends with nothing lost, doubled, leaked or behind', { timeout }, async () => {
  const wanted = readArguments(`--clients 8 --sends 100 --minutes ${minutes} --rate 12 --faults all`.split(' '), 29);
  const { total } = await tortureLocal(wanted, () => undefined);
  expect(total.violations).toEqual([]);
  // Otherwise nothing was shown: messages stand, devices saw them, and many faults of many kinds struck.
  expect(total.written).toBeGreaterThanOrEqual(100);
  expect(total.said).toBeGreaterThan(80);
  expect(total.firstPushed + total.firstPulled).toBeGreaterThan(total.said);
  expect(total.suspended).toBeGreaterThan(0);
  expect(total.banned).toBeGreaterThan(0);
  expect(total.struck['lost-reply']).toBeGreaterThan(2);
  expect(Object.values(total.struck).filter((count) => count > 0).length).toBeGreaterThan(10);
});
