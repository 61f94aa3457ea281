// Proves that lint refuses the imports that the table of CONTRIBUTING.md forbids, and lets pass those that it allows.
// Nx's boundary rule can be off without a word (no project graph, no edges in it), so it is not believed but tried.
//
// The imports are planted in a copy of the workspace's configuration, not in the checkout: whatever ends this check,
// nothing is left behind, and other checks may run at the same time.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { disagreements, fileOf, importsToPlant, tableIn, wrongTags, type Project } from './boundaries.ts';
import { filesEndingIn } from './files.mjs';
import { lintEverything } from './lint.ts';

const root = join(import.meta.dirname, '..');
const rooms = ['apps', 'libs', 'tools'];
const table = tableIn(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));
const projects = filesEndingIn(/^package\.json$/, root, rooms).map(projectOf);
const planted = importsToPlant(projects, table);
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'parley-boundaries-')));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

copyConfiguration();
const files = new Map<string, typeof planted>();
for (const one of planted) {
  const path = join(copy, one.project.folder, one.path);
  files.set(path, [...(files.get(path) ?? []), one]);
}
for (const [path, imports] of files) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, fileOf(imports));
}
for (const { folder } of projects) writeFileSync(join(copy, folder, 'src/index.ts'), 'export {};\n');
const results = lintEverything(copy);
let failed = 0;
for (const project of projects) {
  const own = [...files].filter(([, [first]]) => first?.project === project);
  const problems = [
    ...wrongTags([project], table),
    ...own.flatMap(([path, imports]) =>
      disagreements(
        imports,
        results.find(({ filePath }) => filePath === path),
      ),
    ),
  ];
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) failed += 1;
}
console.log(`${planted.length} imports tried in ${projects.length} projects`);
console.log(`${projects.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function projectOf(path: string): Project {
  const { name, nx, exports } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
    name: string;
    nx: { tags: string[] };
    exports?: { '.'?: string };
  };
  const tag = (kind: string) => nx.tags.find((one) => one.startsWith(kind))?.slice(kind.length) ?? 'missing';
  const entry = exports?.['.'] ? name : `${name}/src/index.ts`;
  return { name, folder: dirname(path), role: tag('role:'), runs: tag('runs:'), entry };
}

/** Everything that decides what lint says, and none of what it would say it about. */
function copyConfiguration(): void {
  const decides = /^(package(-lock)?\.json|project\.json|nx\.json|tsconfig.*\.json|eslint\.config\.\w+)$/;
  const names = ['package.json', 'package-lock.json', 'nx.json', 'tsconfig.base.json', 'eslint.config.mjs', ...rooms];
  for (const path of filesEndingIn(decides, root, names)) cpSync(join(root, path), join(copy, path));
  linkPackages();
  // Hidden from the project graph: imports planted in both directions would all be refused as circles, whatever the table says.
  writeFileSync(join(copy, '.nxignore'), [...new Set(planted.map(({ path }) => basename(path)))].join('\n'));
}

/** The installed packages of others, by link, and our own from the copy: npm's links lead back to the checkout. */
function linkPackages(): void {
  const modules = join(copy, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@parley') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const { name, folder } of projects) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(copy, folder), join(modules, name));
  }
}
