import { namesOf, titlesThatRun } from './test-titles.ts';

/** A file of the tree: its path from the root of the repository, with slashes, and its text. */
export type SourceFile = { path: string; text: string };

/** One thing to put right, as a sentence, and how many rules stand and are proven. */
export type Verdict = { problems: string[]; proven: number };

const ruleLine = /^\s*[-*]\s+\*\*([A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+)\*\*/gm;
const quoted = /\[([^\]]+)\]/g;
const ruleId = /^[A-Z][A-Z0-9]*(?:-[A-Z]+)*-?\d+$/;

/**
 * Whether the rules and the tests agree: each rule (a line `- **LOG-1** …`) is quoted, as `[LOG-1]`, in the title of a
 * test that always runs, which a journey does not, and no test quotes a rule that its family does not have. Families that RULES.md does not
 * know (facts such as `[F7]`, `[UX-SEND-1]`) are numbered elsewhere and accepted.
 */
export const checkRules = (rules: string, files: readonly SourceFile[]): Verdict => {
  const ids = [...rules.matchAll(ruleLine)].map(([, id = '']) => id);
  const families = new Set(ids.map(familyOf));
  const problems = repeated(ids).map((id) => `${id}: numbered twice in RULES.md. Give one of them a new number.`);
  if (ids.length === 0) problems.push('RULES.md holds no rule. A rule is a line like "- **LOG-1** Dense and final".');

  const proofs = quotes(suitesThatRun(files));
  for (const id of new Set(ids))
    if (!proofs.has(id)) problems.push(`${id}: no test proves it. Quote it in a test's title: it('[${id}] …').`);
  for (const [id, path] of quotes(files))
    if (families.has(familyOf(id)) && !ids.includes(id))
      problems.push(`${path}: quotes [${id}], which RULES.md does not have. Add the rule or correct the number.`);
  return { problems, proven: [...new Set(ids)].filter((id) => proofs.has(id)).length };
};

/** Which files hold running tests: every test file, and the shared suites that one of them reaches. */
const suitesThatRun = (files: readonly SourceFile[]): SourceFile[] => {
  const all = files.map((file) => ({ file, ...namesOf(file.path, file.text) }));
  const runs = all.filter(({ file }) => isTestFile(file.path));
  // Grows while it is walked: a suite may itself use another suite.
  for (const { used } of runs)
    for (const suite of all)
      if (!runs.includes(suite) && [...suite.exported].some((name) => used.has(name))) runs.push(suite);
  return runs.map(({ file }) => file);
};

// Not the journeys in a browser (`.spec.ts`): a run of the checks makes a slice of them alone.
const isTestFile = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** Rule → the first file with a running test that quotes it. */
const quotes = (files: readonly SourceFile[]): Map<string, string> => {
  const found = new Map<string, string>();
  for (const { path, text } of files)
    for (const title of titlesThatRun(path, text))
      for (const [, inBrackets = ''] of title.matchAll(quoted))
        for (const id of inBrackets.split(/[\s,]+/)) if (ruleId.test(id) && !found.has(id)) found.set(id, path);
  return found;
};

const familyOf = (id: string): string => id.replace(/-?\d+$/, '');

const repeated = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
