/**
 * A project of the workspace: its package name, its folder, what its tags say, without `role:` and `runs:`, and what
 * others would write to import it: its name, or a file in it where it exports nothing.
 */
export type Project = { name: string; folder: string; role: string; runs: string; entry: string };

/** role → where it runs, and the roles that it may import; core also as "core in tests" or "core with its testing door". */
export type Table = Map<string, { runs: string; mayImport: string[] }>;

/** An import written into a project to see what lint says of it. `path` is relative to the project. */
export type Planted = { project: Project; path: string; specifier: string; isForbidden: boolean };

/** The rules of lint whose business this is. */
const boundaryRules = ['@nx/enforce-module-boundaries', 'no-restricted-imports'];

/** Reads the table "may import" of CONTRIBUTING.md: rows such as `| role:core | libs/core | anywhere | protocol |`. */
export const tableIn = (markdown: string): Table =>
  new Map(
    [...markdown.matchAll(/^\| *`role:(\w+)` *\|[^|]*\| *(\w+) *\| *([^|]+?) *\|$/gm)].map(
      ([, role = '', runs = '', imports = '']) => [
        role,
        { runs, mayImport: imports === 'nothing' ? [] : imports.split(', ') },
      ],
    ),
  );

// What no tag of ours can say: which packages of others a role must not know.
const foreign: Record<string, string[]> = {
  protocol: ['@aws-sdk/client-dynamodb', 'react', 'node:fs', 'fs', 'node:fs/promises'],
  core: ['@aws-sdk/client-dynamodb', '@aws-lambda-powertools/logger', 'react', 'aws-jwt-verify', 'node:crypto', 'path'],
  client: ['@aws-sdk/client-dynamodb', 'aws-amplify', 'react', '@reduxjs/toolkit', 'node:http', 'crypto'],
  model: ['@aws-sdk/client-dynamodb', 'react', 'node:fs', 'fs'],
  web: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-apigatewaymanagementapi', 'aws-cdk-lib'],
};
const testingDoor = '@parley/core/testing';
/** How the table says that somebody enters it outside tests too. */
const coreWithItsDoor = 'core with its testing door';

/** Every import between projects, forbidden and allowed, and the forbidden ones from elsewhere. */
export const importsToPlant = (projects: readonly Project[], table: Table): Planted[] =>
  projects.flatMap((project) => {
    const listed = table.get(project.role)?.mayImport ?? [];
    const hasDoor = listed.includes(coreWithItsDoor);
    const mayImport = hasDoor ? [...listed, 'core'] : listed;
    const planted = (specifier: string, isForbidden: boolean, path = 'src/planted.ts'): Planted => ({
      project,
      path,
      specifier,
      isForbidden,
    });
    const others = projects.filter(({ name }) => name !== project.name);
    return [
      ...others.map(({ entry, role }) => planted(entry, !mayImport.includes(role))),
      ...others.map(({ folder }) => planted(`${up(project)}${folder}/src/index`, true)),
      ...(foreign[project.role] ?? []).map((specifier) => planted(specifier, true)),
      planted(testingDoor, !hasDoor),
      // The core's own tests take the short way, as all imports inside a project do.
      planted(testingDoor, !mayImport.some((role) => /^core( in tests)?$/.test(role)), 'src/planted.test.ts'),
    ];
  });

/** From a project's `src` to the root of the repository. */
const up = ({ folder }: Project): string => '../'.repeat(folder.split('/').length + 1);

/** The text of a file with these imports: each on the line of its place in the list. */
export const fileOf = (planted: readonly Planted[]): string =>
  planted.map(({ specifier }) => `import '${specifier}';\n`).join('');

/** What ESLint's JSON format says of one file. */
export type LintResult = {
  filePath: string;
  messages: { ruleId: string | null; line?: number; message: string }[];
};

/** Where lint and the table disagree, as sentences. `planted` are the imports of one file, in their order. */
export const disagreements = (planted: readonly Planted[], result: LintResult | undefined): string[] => {
  const [first] = planted;
  if (!first) return [];
  if (!result) return planted.map((one) => `${told(one)}: lint never looked at the file`);
  const refused = new Set(
    result.messages.filter(({ ruleId }) => ruleId && boundaryRules.includes(ruleId)).map(({ line }) => line),
  );
  return planted.flatMap((one, index) => {
    if (refused.has(index + 1) === one.isForbidden) return [];
    return [
      `${told(one)}: ${one.isForbidden ? 'is forbidden, and lint let it pass' : 'is allowed, and lint refused it'}`,
    ];
  });
};

const told = ({ project, path, specifier }: Planted): string => `${project.folder}/${path} importing ${specifier}`;

/** Where the tags of the projects and the table disagree, as sentences. */
export const wrongTags = (projects: readonly Project[], table: Table): string[] =>
  projects.flatMap(({ folder, role, runs }) => {
    const row = table.get(role);
    if (!row) return [`${folder}: its role "${role}" has no row in the table of CONTRIBUTING.md`];
    return row.runs === runs ? [] : [`${folder}: is tagged runs:${runs}; CONTRIBUTING.md says ${row.runs}`];
  });
