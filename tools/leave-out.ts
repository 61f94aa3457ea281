/** A change to the text of one source file: the snippet must stand in it exactly once. `file` from the root. */
export type Change = { file: string; from: string; to: string };

/** The text of a file with the changes that are meant for it; throws where a snippet is not found exactly once. */
export const changed = (file: string, text: string, changes: readonly Change[]): string =>
  changes
    .filter((change) => change.file === file)
    .reduce((now, { from, to }) => {
      const found = now.split(from).length - 1;
      if (found !== 1) throw new Error(`${file} holds what is to be left out ${found} times, not once: ${from}`);
      return now.replace(from, () => to);
    }, text);

/** Where a run of tests is told what to leave out: JSON, a list of `Change`. */
export const leftOutVariable = 'PARLEY_LEAVES_OUT';

/** What this run of tests leaves out: nothing, unless `npm run guards` has started it. */
export const leftOut = (): Change[] => JSON.parse(process.env[leftOutVariable] ?? '[]') as Change[];
