// Type-checks everything: each project is one check, those with the same options in one program.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesEndingIn } from './files.mjs';
import { checkEnvironment } from './nx.mjs';
import { foldersWithErrors, programsOf } from './programs.ts';

const root = join(import.meta.dirname, '..');
const folder = '.reports/types';
const paths = filesEndingIn(/^tsconfig\.json$/, root, ['apps', 'libs', 'tools']);
const programs = programsOf(
  paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  folder,
);
rmSync(join(root, folder), { recursive: true, force: true });
mkdirSync(join(root, folder), { recursive: true });
let failed = 0;
for (const [index, program] of programs.entries()) {
  const config = `${folder}/${index + 1}.json`;
  writeFileSync(join(root, config), JSON.stringify(program.config, null, 2));
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['node_modules/typescript7/bin/tsc', '-p', config, '--pretty', 'false'],
    { cwd: root, env: checkEnvironment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status === 0) continue;
  console.log(`${config}:\n${stdout}${stderr}`);
  failed += foldersWithErrors(program, stdout).length;
}
console.log(`${paths.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
