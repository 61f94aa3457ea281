import { expect, it } from 'vitest';
import { createSimulation } from './simulation';

it('lets things happen at their times, in the order in which they were set, and what follows from them', async () => {
  const simulation = createSimulation(1_000);
  const happened: string[] = [];
  const at = (name: string, ms: number) =>
    simulation.after(ms, () => void happened.push(`${name} at ${simulation.now()}`));
  for (const ms of [30, 10, 20, 10, 40]) at(`${ms}`, ms);
  at('taken back', 15)();
  void simulation.sleep(10).then(() => at('what follows', 5));
  await simulation.pass(30);
  expect(happened).toEqual(['10 at 1010', '10 at 1010', 'what follows at 1015', '20 at 1020', '30 at 1030']);
  expect(simulation.now()).toBe(1_030);
  await simulation.pass(1_000);
  expect(happened.at(-1)).toBe('40 at 1040');
});

it('has whole milliseconds, as clocks do', async () => {
  const simulation = createSimulation(0);
  const woken = simulation.sleep(0.4).then(() => simulation.now());
  await simulation.pass(2);
  expect(await woken).toBe(1);
});
