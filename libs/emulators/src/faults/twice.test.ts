import { expect, it } from 'vitest';
import { createFaults } from './faults';
import { atLeastOnce } from './twice';

const counting = (rate: number) => {
  const events: unknown[] = [];
  const invoke = async (functionName: string, event: unknown) => {
    events.push([functionName, event]);
    if (events.length > 1) throw new Error('the second fails');
    return 'the first';
  };
  return { events, invoke: atLeastOnce(invoke, createFaults({ rates: { F37: rate } })) };
};

it('[F37] one event may be handled by two invocations, of which the first tells the outcome', async () => {
  const { events, invoke } = counting(1);
  expect(await invoke('deliver', { Records: [1] })).toBe('the first');
  expect(events).toEqual([
    ['deliver', { Records: [1] }],
    ['deliver', { Records: [1] }],
  ]);
});

it('an event is handled once otherwise', async () => {
  const { events, invoke } = counting(0);
  await invoke('deliver', {});
  expect(events).toHaveLength(1);
});
