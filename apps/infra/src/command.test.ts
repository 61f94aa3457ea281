import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { aClone } from './testing/a-clone';

// With nobody's settings: another deployer's stages may have more in them.
const clone = aClone({});
afterAll(clone.remove);
const project = join(clone.folder, 'apps/infra');
const outdir = join(project, 'dist', 'by-command');
const { app }: { app: string } = JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8'));

/** Says at its end what a process has used of the processor, in seconds, of all its threads. */
const meter = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.log('cpu '+(user+system)/1e6)})`;

// Wall-clock time is the machine's affair: on two idle cores it is a little less than this.
it('makes the templates of prod, as CDK asks for them, with no more than ten seconds of processor time', () => {
  const [command = '', ...args] = app.split(' ');
  expect(command).toBe('node');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', meter, ...args], {
    cwd: project,
    env: { ...process.env, NODE_OPTIONS: '', CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: '{"stage":"prod"}' },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  expect(existsSync(join(outdir, 'parley-prod.template.json'))).toBe(true);
  const [, seconds = 'none'] = /^cpu ([\d.]+)$/m.exec(stdout) ?? [];
  expect(Number(seconds)).toBeLessThan(10);
}, 300_000);
