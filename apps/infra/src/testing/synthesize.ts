import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../app';
import { type StageConfig, stageConfig } from '../config';

/** The app of a configuration, the dev stage's unless given, writing to a folder of this name in `dist`. */
export const freshApp = (name: string, config: StageConfig = stageConfig('dev')) => {
  const outdir = join(import.meta.dirname, '../../dist', name);
  rmSync(outdir, { recursive: true, force: true });
  return { ...createApp({ outdir, config }), outdir };
};

/** What was synthesized: the stage's own stack, all stacks by what follows the stage in their names, and their folder. */
export type Synthesized = {
  template: Template;
  stacks: Record<string, Template>;
  assembly: CloudAssembly;
  outdir: string;
  /** Seconds of CPU that it took. */
  cpuSeconds: number;
};

const synthesize = (name: string, config: StageConfig): Synthesized => {
  const before = process.cpuUsage();
  const { app, stack, outdir } = freshApp(name, config);
  const assembly = app.synth();
  const { user, system } = process.cpuUsage(before);
  const stacks = assembly.stacks.map(({ stackName, template }) => [
    stackName.replace(`${stack.stackName}-`, ''),
    Template.fromJSON(template),
  ]);
  const template = Template.fromStack(stack);
  return { template, stacks: Object.fromEntries(stacks), assembly, outdir, cpuSeconds: (user + system) / 1e6 };
};

const made = new Map<string, Synthesized>();

/** A configuration's templates by a name of its own: made once, read by all tests. */
export const synthesizedAs = (name: string, config: StageConfig): Synthesized => {
  const known = made.get(name) ?? synthesize(name, config);
  made.set(name, known);
  return known;
};

/** The same of the dev stage. */
export const synthesizedOnce = (): Synthesized => synthesizedAs('dev', stageConfig('dev'));
