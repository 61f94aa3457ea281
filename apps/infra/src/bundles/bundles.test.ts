import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, it } from 'vitest';
import { type FunctionName, functionSpecs } from '../function-specs';
import { budgets } from './budgets';
import { bundleOf, bytesOf } from './measure-bundles';

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

// Whatever a bundle imports and does not hold would have to be there in Lambda, where nothing is installed.
it.each(names)('lets %s import nothing at its start that is not in its file or in Node', (name) => {
  const source = readFileSync(bundleOf(name), 'utf8');
  const specifiers = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, specifier = '']) => specifier);
  const foreign = (specifier: string) => !isBuiltin(specifier);
  expect(specifiers(/\b(?:from|import)"([\w@/.:-]+)"/g).filter(foreign)).toEqual([]);
  const later = specifiers(/\bimport\("([^"]+)"\)/g).filter(foreign);
  for (const specifier of later) expect(specifier).toMatch(/^@(aws-sdk|smithy)\/credential-provider-/);
});
