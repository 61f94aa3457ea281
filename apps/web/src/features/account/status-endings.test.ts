import { expect, it } from 'vitest';
import { untilOf } from './status-endings';

const saturday = new Date(2026, 10, 21, 16, 30);

it('ends a status by the calendar of the device', () => {
  expect(untilOf('never', saturday)).toBeUndefined();
  expect(untilOf('hour', saturday)).toBe(new Date(2026, 10, 21, 17, 30).getTime());
  expect(untilOf('today', saturday)).toBe(new Date(2026, 10, 22).getTime());
});

it('ends the week after Sunday, on whatever day it is', () => {
  const monday = new Date(2026, 10, 23).getTime();
  expect(untilOf('week', saturday)).toBe(monday);
  expect(untilOf('week', new Date(2026, 10, 22, 23, 59))).toBe(monday);
  expect(untilOf('week', new Date(2026, 10, 23))).toBe(new Date(2026, 10, 30).getTime());
});
