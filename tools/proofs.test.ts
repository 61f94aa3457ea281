import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingProofs, proofsIn } from './proofs.ts';

const root = join(import.meta.dirname, '..');

describe('tests that a document names', () => {
  const path = 'libs/auth/src/origins.test.ts';
  const files = [
    { path, text: `describe('a page', () => { it('is kept out', () => {}); it.skip('is let in', () => {}); });` },
  ];
  const naming = (titles: string, where = path) => missingProofs(`| shut | \`${where}\`: ${titles} |`, files);

  it('are found where they are, by their title or by what stands around it', () => {
    expect(proofsIn(`\`${path}\`: "is kept out", "a page"; \`b.spec.ts\`: "c"`)).toEqual([
      { path, title: 'is kept out' },
      { path, title: 'a page' },
      { path: 'b.spec.ts', title: 'c' },
    ]);
    expect(naming('"a page is kept out", "kept out"')).toEqual([]);
  });

  it('are missed when the file, the title or the running of it is', () => {
    expect(naming('"is kept out"', 'libs/gone.test.ts')).toEqual(['libs/gone.test.ts: there is no such file']);
    expect(naming('"is kept in"')).toEqual([`${path}: no test that always runs is called "is kept in"`]);
    expect(naming('"is let in"')).toHaveLength(1);
  });
});

describe('docs/security.md', () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const paths = [...new Set(proofsIn(text).map(({ path }) => path))].filter((path) => existsSync(join(root, path)));
  const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

  it('names tests that are there, and always run', () => {
    expect(proofsIn(text).length).toBeGreaterThan(40);
    expect(missingProofs(text, files)).toEqual([]);
  });

  it('says of each requirement which test proves it, or why none does', () => {
    const rows = text.split('\n').filter((line) => /^\| *V\d/.test(line));
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      const verdict = row.split('|').at(-2) ?? '';
      expect(
        proofsIn(verdict).length > 0 || /^ *(Not applicable|Open|Settings?|By design): \S/.test(verdict),
        row,
      ).toBe(true);
    }
  });
});
