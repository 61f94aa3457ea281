import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { reasons } from './needs';
import { slice } from './slice';

/** Journeys that every deployment can be asked for, and must be able to make. */
export const everywhere = '@deployed';
const tags: readonly string[] = [...Object.keys(slice), everywhere];

/** A test that was run, or skipped, as far as it is judged. */
export type Ran = Pick<TestCase, 'title' | 'tags' | 'outcome'> & {
  results: readonly Pick<TestResult, 'annotations'>[];
};

/** Why a test was skipped; undefined where nobody said. */
const reasonOf = ({ results }: Ran): string | undefined =>
  results.at(-1)?.annotations.find(({ type }) => type === 'skip')?.description;

/** What a run left out, and what is wrong with that. A tag that nobody knows is a slip, by which a journey falls out of the slice. */
export const judged = (tests: readonly Ran[]): { said: string[]; wrong: string[] } => {
  const skipped = tests.filter((test) => test.outcome() === 'skipped');
  const of = (reason: string | undefined) => skipped.filter((test) => reasonOf(test) === reason);
  const unexplained = skipped.filter((test) => !reasons.includes(reasonOf(test) ?? ''));
  const missed = skipped.filter((test) => test.tags.includes(everywhere));
  const mistagged = tests.filter((test) => test.tags.some((tag) => !tags.includes(tag)));
  return {
    said: reasons.filter((reason) => of(reason).length > 0).map((reason) => `${of(reason).length} × ${reason}`),
    wrong: [
      ...unexplained.map(({ title }) => `Skipped for a reason that needs.ts does not know: ${title}`),
      ...missed.map(({ title }) => `Skipped although every deployment must be able to do it: ${title}`),
      ...mistagged.map(({ title }) => `Tagged with what slice.ts does not know: ${title}`),
    ],
  };
};

/** Says at the end what was skipped and why, and fails a run that left out what it may not leave out. */
export default class SkipsReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    // What ended early did not run the rest, and says so by itself.
    if (status !== 'passed') return undefined;
    const tests = this.#suite?.allTests() ?? [];
    const { said, wrong } = judged(tests);
    const made = tests.filter((test) => test.tags.includes(everywhere) && test.outcome() !== 'skipped').length;
    if (made > 0) console.log(`\nJourneys that every deployment must be able to make: ${made} passed.`);
    if (said.length > 0) console.log(['\nSkipped, and why:', ...said.map((line) => `  ${line}`)].join('\n'));
    for (const line of wrong) console.error(line);
    return wrong.length > 0 ? { status: 'failed' } : undefined;
  }

  printsToStdio(): boolean {
    return false; // the list stays
  }
}
