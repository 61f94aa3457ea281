import { join, resolve } from 'node:path';
import { createApp } from '../app';
import { stageConfig } from '../config';
import { settings } from '../settings';

// `synthesize.ts <folder> <stage>…`: the templates of each stage, in a folder of its name. The functions have to be built.
const [folder = '', ...stages] = process.argv.slice(2);
if (stages.length === 0) {
  console.error('Say where, and which stages: synthesize.ts <folder> dev prod');
  process.exit(1);
}
for (const stage of stages)
  createApp({ config: stageConfig(stage, settings), outdir: resolve(join(folder, stage)) }).app.synth();
