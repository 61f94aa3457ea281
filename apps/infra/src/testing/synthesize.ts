import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../app';

/** The app of the dev stage, writing to a folder of this name in `dist`. */
export const freshApp = (name: string) => {
  const outdir = join(import.meta.dirname, '../../dist', name);
  rmSync(outdir, { recursive: true, force: true });
  return { ...createApp({ outdir }), outdir };
};

const synthesize = () => {
  const { stack, outdir } = freshApp('tested');
  return { template: Template.fromStack(stack), outdir };
};

let synthesized: ReturnType<typeof synthesize> | undefined;

/** The dev stage's template, and the folder with what it deploys: made once, read by all tests. */
export const synthesizedOnce = () => (synthesized ??= synthesize());
