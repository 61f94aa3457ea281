// Fails on a rule of libs/core/RULES.md that no test proves, and on a test that quotes a rule which is not there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesEndingIn } from './files.mjs';
import { checkRules } from './rules.ts';

const root = join(import.meta.dirname, '..');
const rulesFile = join(root, 'libs/core/RULES.md');
const files = filesEndingIn(/\.tsx?$/, root, ['libs', 'apps']).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));
const rules = existsSync(rulesFile) ? readFileSync(rulesFile, 'utf8') : '';
const { problems, proven } = checkRules(rules, files);
for (const problem of problems) console.log(problem);
console.log(`${proven} passed, ${problems.length} failed`);
process.exitCode = problems.length > 0 ? 1 : 0;
