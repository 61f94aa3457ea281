import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
const outdir = join(project, 'dist', 'by-command');
const { app }: { app: string } = JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8'));

/** Says at its end what a process has used of the processor, in seconds, of all its threads. */
const meter = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.log('cpu '+(user+system)/1e6)})`;

// Wall-clock time is the machine's affair: on two idle cores it is a little less than this.
it('makes the templates of prod, as CDK asks for them, with no more than ten seconds of processor time', () => {
  rmSync(outdir, { recursive: true, force: true });
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
