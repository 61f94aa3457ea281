import { expect, it } from 'vitest';
import { aClock } from './a-clock';

it('a clock stands still until it is moved, and wakes sleepers in order at their time', async () => {
  const clock = aClock(1_000);
  const woken: string[] = [];
  const wakes = (name: string, ms: number) => clock.sleep(ms).then(() => void woken.push(`${name} at ${clock.now()}`));
  void wakes('late', 300);
  void wakes('early', 100).then(() => wakes('again', 50));
  await clock.pass(0);
  expect(woken).toEqual([]);
  await clock.pass(200);
  expect(woken).toEqual(['early at 1100', 'again at 1150']);
  expect(clock.now()).toBe(1_200);
  await clock.pass(100);
  expect(woken).toEqual(['early at 1100', 'again at 1150', 'late at 1300']);
});
