import { basename, relative, resolve } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { changed, leftOut } from './leave-out.ts';

const workspace = resolve(import.meta.dirname, '..');

// Sources are read without what this run leaves out on purpose, to see that a test notices.
const leavingOut = (changes = leftOut()) => ({
  name: 'leaving-out',
  enforce: 'pre' as const,
  transform: (code: string, id: string) => {
    const file = relative(workspace, id.replace(/[?].*$/, ''));
    return changes.some((change) => change.file === file) ? changed(file, code, changes) : undefined;
  },
});

/**
 * The vitest configuration of one project: its own tests, told on the screen and, for the summary of
 * `npm test`, in `.reports/<project folder>.json`.
 */
export const tests = (projectRoot: string, more: ViteUserConfig['test'] = {}): ViteUserConfig =>
  defineConfig({
    root: projectRoot,
    plugins: [leavingOut()],
    test: {
      include: ['src/**/*.test.{ts,tsx}', '*.test.ts'],
      passWithNoTests: true,
      // Modules are loaded once a project, not once a file, which takes a third of the time: no test may change one.
      isolate: false,
      // A machine that is busy with other tests is slow, and not wrong.
      testTimeout: 30_000,
      reporters: ['default', 'json'],
      outputFile: { json: resolve(workspace, '.reports', `${relative(workspace, projectRoot)}.json`) },
      ...more,
    },
  });

/**
 * Files whose names begin so come first, in this order; the rest as vitest puts it, by size where it knows nothing of them.
 * What waits long and comes last keeps everybody waiting.
 */
export const first = (...names: string[]): typeof BaseSequencer =>
  class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const place = ({ moduleId }: TestSpecification) => {
        const at = names.findIndex((name) => basename(moduleId).startsWith(name));
        return at < 0 ? names.length : at;
      };
      return (await super.sort(files)).sort((one, other) => place(one) - place(other));
    }
  };
