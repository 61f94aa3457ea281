// Lints everything. Each project is one check, and so is the configuration of lint; a warning is a failure.
import { dirname, join, relative } from 'node:path';
import { filesEndingIn } from './files.mjs';
import { lintEverything } from './lint.ts';

const root = join(import.meta.dirname, '..');
const results = lintEverything(root);
const projects = filesEndingIn(/^package\.json$/, root, ['apps', 'libs', 'tools']).map((path) => `${dirname(path)}/`);
let failed = 0;
for (const place of [...projects, 'eslint.config.mjs']) {
  const own = results.filter(({ filePath }) => relative(root, filePath).startsWith(place));
  if (own.length === 0) console.log(`${place}: lint never looked at it`);
  for (const { filePath, messages } of own)
    for (const { line = 0, message, ruleId } of messages)
      console.log(`${relative(root, filePath)}:${line} ${message} (${ruleId ?? 'no rule'})`);
  if (own.length === 0 || own.some(({ messages }) => messages.length > 0)) failed += 1;
}
console.log(`${results.length} files`);
console.log(`${projects.length + 1 - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
