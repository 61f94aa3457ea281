import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
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

// How long a start takes is told by processes that start one after another, which is too long for each run of these tests.
it('has the time of every start held by the pipeline, for what is merged and what is proposed', () => {
  const workflow = readFileSync(join(import.meta.dirname, '../../../../.github/workflows/ci.yml'), 'utf8');
  const jobs = workflow.split(/^ {2}(?=\w+:\n {4}if: )/m).slice(1);
  expect(jobs.map((job) => [job.split(':')[0], /^ +- run: npm run bundles\b/m.test(job)])).toEqual([
    ['affected', true],
    ['whole', false], // what `npm test` does a slice of, and no bundles
    ['everything', true],
  ]);
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
