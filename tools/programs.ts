import { dirname, join, relative } from 'node:path';
import * as z from 'zod';

/** A tsconfig.json of a project. Strict: a setting that is not known here could mean something else in a shared program. */
const Tsconfig = z.strictObject({
  extends: z.string(),
  compilerOptions: z.record(z.string(), z.unknown()),
  include: z.array(z.string()),
});

/** A tsconfig.json with its path from the root of the repository, such as `libs/core/tsconfig.json`. */
export type ConfigFile = { path: string; text: string };

/** One run of the compiler: the folders of its projects, and the configuration in which all their files are. */
export type Program = { folders: string[]; config: z.infer<typeof Tsconfig> };

/**
 * Puts the projects that are checked with the same options into one program each, so that a file is read and checked once,
 * not once for every project that imports it. The configurations are to be written into `folder`, a path from the root.
 */
export const programsOf = (files: readonly ConfigFile[], folder: string): Program[] => {
  const programs = new Map<string, Program>();
  for (const { path, text } of files) {
    const project = dirname(path);
    const config = Tsconfig.parse(JSON.parse(text));
    const from = (target: string) => relative(folder, join(project, target));
    const options = JSON.stringify([from(config.extends), config.compilerOptions]);
    const program = programs.get(options) ?? {
      folders: [],
      config: { ...config, extends: from(config.extends), include: [] },
    };
    program.folders.push(project);
    program.config.include.push(...config.include.map(from));
    programs.set(options, program);
  }
  return [...programs.values()];
};

/**
 * Those of the program's projects that a failed run of the compiler is about: whose files it names, or all of them where
 * it names none.
 */
export const foldersWithErrors = ({ folders }: Program, output: string): string[] => {
  const named = folders.filter((folder) => output.split('\n').some((line) => line.startsWith(`${folder}/`)));
  return named.length > 0 ? named : folders;
};
