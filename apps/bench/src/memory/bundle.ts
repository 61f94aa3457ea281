import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const workspace = resolve(import.meta.dirname, '../../../..');

/** One change to one source file: the snippet must stand in it exactly once. */
export type Mutation = { file: string; from: string; to: string };

const occurrences = (text: string, snippet: string): number => text.split(snippet).length - 1;

/** The source with the mutations of this file applied; throws where a snippet is not found exactly once. */
export const mutated = (file: string, source: string, mutations: readonly Mutation[]): string =>
  mutations
    .filter((mutation) => mutation.file === file)
    .reduce((text, { from, to }) => {
      const found = occurrences(text, from);
      if (found === 1) return text.replace(from, () => to);
      throw new Error(`${file} holds the mutant's snippet ${found} times, not once: ${from}`);
    }, source);

const mutating = (mutations: readonly Mutation[], applied: Set<string>): Plugin => ({
  name: 'mutants',
  setup: ({ onLoad }) => {
    const files = new Set(mutations.map(({ file }) => file));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const file = path.slice(workspace.length + 1);
      if (!files.has(file)) return undefined;
      applied.add(file);
      return { contents: mutated(file, await readFile(path, 'utf8'), mutations), loader: 'ts' };
    });
  },
});

export type Bundle = { file: string; remove(): Promise<void> };

/** The memory runtime as one file for a worker, from source, with these mutations in it. */
export const bundleWorker = async (mutations: readonly Mutation[] = []): Promise<Bundle> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-torture-'));
  const remove = () => rm(folder, { recursive: true });
  const file = join(folder, 'worker.mjs');
  const applied = new Set<string>();
  try {
    await build({
      entryPoints: [join(import.meta.dirname, 'worker.ts')],
      outfile: file,
      ...{ bundle: true, format: 'esm', platform: 'node', target: 'node24', logLevel: 'silent' },
      mainFields: ['module', 'main'],
      banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
      plugins: [mutating(mutations, applied)],
    });
    const missed = mutations.find((mutation) => !applied.has(mutation.file));
    if (missed) throw new Error(`${missed.file} is no part of the memory runtime.`);
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, remove };
};
