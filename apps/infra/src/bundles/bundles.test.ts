import { expect, it } from 'vitest';
import { type FunctionName, functionSpecs } from '../function-specs';
import { budgets } from './budgets';
import { bytesOf } from './measure-bundles';

const names = Object.keys(functionSpecs) as FunctionName[];

it('gives every function a budget, and none that has no function', () => {
  expect(Object.keys(budgets).sort()).toEqual([...names].sort());
});

it.each(names)('keeps %s within its budget, which is no more than a quarter above it', (name) => {
  const kilobytes = bytesOf(name) / 1_024;
  expect(kilobytes).toBeLessThanOrEqual(budgets[name]);
  expect(budgets[name], 'The budget is looser than it need be: lower it.').toBeLessThanOrEqual(
    Math.max(8, kilobytes * 1.25),
  );
});
