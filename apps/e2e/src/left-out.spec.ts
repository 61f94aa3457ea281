import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment } from './deployment';
import { reasons } from './needs';
import { regularsOf } from './regulars';
import { everywhere, judged, type Ran } from './skips-reporter';
import { expect, test } from './test';

const ran = (outcome: 'expected' | 'skipped', reason?: string, ...tags: string[]): Ran => ({
  title: `a journey ${reason ?? 'of no reason'}`,
  tags,
  outcome: () => outcome,
  results: [{ annotations: reason === undefined ? [] : [{ type: 'skip', description: reason }] }],
});

test('a journey is skipped for a reason that is declared, which is said, or the run fails @first', () => {
  const [first = '', second = ''] = reasons;
  const tests = [ran('skipped', first), ran('skipped', first), ran('skipped', second), ran('expected')];
  expect(judged(tests)).toEqual({ said: [`2 × ${first}`, `1 × ${second}`], wrong: [] });
  for (const odd of [ran('skipped'), ran('skipped', 'Not today.')]) expect(judged([odd]).wrong).toHaveLength(1);
});

test('a journey that every deployment must be able to make is never skipped @first', () => {
  expect(judged([ran('expected', undefined, everywhere)])).toEqual({ said: [], wrong: [] });
  expect(judged([ran('skipped', reasons[0], everywhere)]).wrong).toEqual([
    expect.stringContaining('every deployment must be able to do it'),
  ]);
});

test('a journey with a tag that nobody knows fails the run, instead of falling out of the slice @first', () => {
  expect(judged([ran('expected', undefined, '@first'), ran('expected', undefined, '@promised')]).wrong).toEqual([]);
  expect(judged([ran('expected', undefined, '@frist')]).wrong).toEqual([
    expect.stringContaining('Tagged with what slice.ts does not know'),
  ]);
});

test('where nobody can sign in, the journeys fail and say what to set, and no password is repeated', async ({
  deployment,
}) => {
  const mute = { ...(await readDeployment(deployment.url)), mailUrl: undefined };
  await expect(regularsOf(mute, '')).rejects.toThrow('Set PARLEY_PEOPLE to two accounts there, or MAIL_URL');
  const people = [{ name: 'Ana', email: 'ana@example.com', password: 'only-one-secret' }];
  for (const text of [JSON.stringify(people), 'only-one-secret']) {
    const refused = regularsOf(mute, text);
    await expect(refused).rejects.toThrow('PARLEY_PEOPLE does not hold two accounts');
    await expect(refused).rejects.not.toThrow('only-one-secret');
  }
  const two = [people[0], { name: 'Bo', email: 'bo@example.com', password: 'another-secret' }];
  expect(await regularsOf(mute, JSON.stringify(two))).toEqual(two);
});

test('the pipeline gives the journeys all that they read, and nothing that they do not @first', () => {
  const read = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/process\.env\['([A-Z_]+)'\]/g),
    ])
    .map(([, name]) => name)
    // By which a local run is asked no more than a deployment.
    .filter((name) => name !== 'AS_DEPLOYED');
  const workflow = readFileSync(join(import.meta.dirname, '../../../.github/workflows/deploy.yml'), 'utf8');
  const [, journeys = ''] = /\n {2}journeys:\n([\s\S]*?)\n {2}\S/.exec(workflow) ?? [];
  const given = [...journeys.matchAll(/^ {10}([A-Z_]+): \$\{\{/gm)].map(([, name]) => name);
  expect(given.sort()).toEqual([...new Set(read)].sort());
});
