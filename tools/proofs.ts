import { titlesThatRun } from './test-titles.ts';
import type { SourceFile } from './rules.ts';

/** A test that a document names: where it is, and how its title goes on from there. */
export type Proof = { path: string; title: string };

// `apps/local/src/x.test.ts`: "title". Several titles of one file follow each other, with commas between.
const named = /`([\w./-]+\.(?:test|spec)\.tsx?)`:((?:\s*"[^"]+",?)+)/g;

/** Every test that the text names, as `` `path`: "title", "title" ``. */
export const proofsIn = (markdown: string): Proof[] =>
  [...markdown.matchAll(named)].flatMap(([, path = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ path, title })),
  );

/**
 * What is wrong with the tests that `markdown` names, as sentences: each must stand in its file, always run, and have
 * the words of the title in its own title or in those of the groups around it.
 */
export const missingProofs = (markdown: string, files: readonly SourceFile[]): string[] => {
  const running = new Map(files.map(({ path, text }) => [path, titlesThatRun(path, text)]));
  return proofsIn(markdown).flatMap(({ path, title }) => {
    const titles = running.get(path);
    if (!titles) return [`${path}: there is no such file`];
    const isThere = titles.some((one) => one.includes(title));
    return isThere ? [] : [`${path}: no test that always runs is called "${title}"`];
  });
};
