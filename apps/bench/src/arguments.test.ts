import { expect, it } from 'vitest';
import { readArguments } from './arguments';

it('reads what was asked for, and has an answer for the rest', () => {
  expect(readArguments(['--runtime', 'memory', '--seed', '7', '--minutes', '0.5'], 1)).toEqual({
    ...{ runtime: 'memory', seed: 7, minutes: 0.5, clients: 50, sends: 1_000_000, faults: 'all', rate: 20, workers: 1 },
  });
  expect(readArguments([], 41).seed).toBe(41);
});

it('says what is wrong, and what is known', () => {
  expect(() => readArguments(['--clients', '1'], 1)).toThrow(/--clients is not between 2 and 500\. Known are/);
  expect(() => readArguments(['--runtime', 'cloud'], 1)).toThrow(/--runtime is memory or local/);
  expect(() => readArguments(['--speed', '1'], 1)).toThrow(/Unknown option '--speed'\. Known are/);
});
