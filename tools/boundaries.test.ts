import { describe, expect, it } from 'vitest';
import { disagreements, fileOf, importsToPlant, tableIn, wrongTags, type Project } from './boundaries.ts';

const table = tableIn(`
| role            | projects       | runs     | may import (of ours) |
| --------------- | -------------- | -------- | -------------------- |
| \`role:protocol\` | libs/protocol  | anywhere | nothing              |
| \`role:adapter\`  | libs/adapters/\\* | node   | core, protocol       |
`);
const project = (role: string, folder: string, runs = 'anywhere'): Project => ({
  name: `@parley/${role}`,
  folder,
  role,
  runs,
  entry: `@parley/${role}`,
});
const protocol = project('protocol', 'libs/protocol');
const adapter = project('adapter', 'libs/adapters/dynamodb', 'node');

const planted = importsToPlant([protocol, adapter], table);
const of = (owner: Project, path = 'src/planted.ts') =>
  planted.filter((one) => one.project === owner && one.path === path);
const verdicts = (owner: Project, path?: string) =>
  Object.fromEntries(of(owner, path).map(({ specifier, isForbidden }) => [specifier, isForbidden]));

describe('what is planted', () => {
  it('reads who may import whom from the table', () => {
    expect([...table.keys()]).toEqual(['protocol', 'adapter']);
    expect(table.get('adapter')).toEqual({ runs: 'node', mayImport: ['core', 'protocol'] });
    expect(table.get('protocol')).toEqual({ runs: 'anywhere', mayImport: [] });
  });

  it('forbids what the table does not name, and every way around the front door', () => {
    expect(verdicts(protocol)).toMatchObject({ '@parley/adapter': true, '@aws-sdk/client-dynamodb': true, fs: true });
    expect(verdicts(adapter)).toEqual({
      '@parley/protocol': false,
      '../../../../libs/protocol/src/index': true,
      '@parley/core/testing': true,
    });
  });

  it('keeps what may be imported in tests out of everything else', () => {
    const local = project('local', 'apps/local', 'node');
    const inTests = new Map([['local', { runs: 'node', mayImport: ['core in tests'] }]]);
    const imports = importsToPlant([local, project('core', 'libs/core')], inTests);
    const forbidden = imports.filter((one) => one.project === local && one.isForbidden);
    expect(forbidden.map(({ path, specifier }) => [path, specifier])).toEqual([
      ['src/planted.ts', '@parley/core'],
      ['src/planted.ts', '../../../libs/core/src/index'],
      ['src/planted.ts', '@parley/core/testing'],
    ]);
  });

  it('opens the testing door outside tests to those whom the table names with it', () => {
    const bench = project('bench', 'apps/bench', 'node');
    const withDoor = new Map([['bench', { runs: 'node', mayImport: ['core with its testing door'] }]]);
    const imports = importsToPlant([bench, project('core', 'libs/core')], withDoor);
    const allowed = imports.filter((one) => one.project === bench && !one.isForbidden);
    expect(allowed.map(({ path, specifier }) => [path, specifier])).toEqual([
      ['src/planted.ts', '@parley/core'],
      ['src/planted.ts', '@parley/core/testing'],
      ['src/planted.test.ts', '@parley/core/testing'],
    ]);
  });

  it("opens core's testing door to the tests of those who may import core", () => {
    expect(verdicts(adapter, 'src/planted.test.ts')).toEqual({ '@parley/core/testing': false });
    expect(verdicts(protocol, 'src/planted.test.ts')).toEqual({ '@parley/core/testing': true });
  });
});

describe('what lint says of it', () => {
  const imports = of(adapter);
  const result = (...lines: number[]) => ({
    filePath: '',
    messages: lines.map((line) => ({ line, ruleId: '@nx/enforce-module-boundaries', message: 'no' })),
  });
  const forbidden = imports.flatMap(({ isForbidden }, index) => (isForbidden ? [index + 1] : []));

  it('is content when exactly the forbidden lines are refused', () => {
    expect(disagreements(imports, result(...forbidden))).toEqual([]);
    expect(fileOf(imports).split('\n')[0]).toBe("import '@parley/protocol';");
  });

  it('names a forbidden import that passed, and an allowed one that was refused', () => {
    expect(disagreements(imports, result(1))).toEqual([
      'libs/adapters/dynamodb/src/planted.ts importing @parley/protocol: is allowed, and lint refused it',
      expect.stringMatching(/libs\/protocol\/src\/index: is forbidden, and lint let it pass$/),
      expect.stringMatching(/testing: is forbidden, and lint let it pass$/),
    ]);
  });

  it('does not take another complaint about the line for a refusal', () => {
    const other = {
      filePath: '',
      messages: forbidden.map((line) => ({ line, ruleId: 'no-unused-vars', message: 'no' })),
    };
    expect(disagreements(imports, other)).toHaveLength(forbidden.length);
  });

  it('names every import of a file that lint never looked at', () => {
    expect(disagreements(imports, undefined)).toHaveLength(imports.length);
  });

  it('names a role that the table does not have, and a tag that differs from it', () => {
    expect(wrongTags([protocol, adapter], table)).toEqual([]);
    const wrong = [project('poet', 'libs/poet'), { ...adapter, runs: 'browser' }];
    expect(wrongTags(wrong, table)).toEqual([
      expect.stringMatching(/^libs\/poet: .*no row/),
      expect.stringMatching(/^libs\/adapters\/dynamodb: .*runs:browser/),
    ]);
  });
});
