import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { takeOver } from './own-index.mjs';

const folder = mkdtempSync(join(tmpdir(), 'parley-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("gives another machine's index this one's name, whatever its version, and leaves the rest alone", () => {
  for (const file of ['theirs-v3.db', 'theirs-v3.lock', 'project-graph.json']) writeFileSync(join(folder, file), file);
  expect(takeOver(folder, 'ours')).toEqual(['theirs-v3.db']);
  expect(readdirSync(folder).sort()).toEqual(['ours-v3.db', 'project-graph.json', 'theirs-v3.lock']);
  expect(readFileSync(join(folder, 'ours-v3.db'), 'utf8')).toBe('theirs-v3.db');
  expect(takeOver(folder, 'ours')).toEqual([]);
});

it('does nothing where there is nothing yet', () => {
  expect(takeOver(join(folder, 'missing'), 'ours')).toEqual([]);
});
