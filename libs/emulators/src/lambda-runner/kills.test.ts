import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFaults } from '../faults/faults';
import { lambdaRunner } from './lambda-runner';

/** A handler that makes three calls, one after the other; `age` counts the events of its environment. */
const source = `
  import { get } from 'node:http';
  let age = 0;
  const call = (url) => new Promise((done, fail) =>
    get(url, (answer) => answer.resume().on('end', done)).on('error', fail));
  export const handler = async ({ url }) => {
    age += 1;
    for (const step of ['one', 'two', 'three']) {
      await call(url + '/' + step);
      console.log('after ' + step);
    }
    return age;
  };`;

const started = async (handler = source) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-kills-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'fn.mjs');
  await writeFile(file, handler);
  const calls: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    calls.push(url);
    response.end('done');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const faults = createFaults();
  const lines: string[] = [];
  const runner = lambdaRunner({
    functions: { fn: { file, environment: {}, timeoutSeconds: 5, memoryMb: 128 } },
    region: 'eu-central-1',
    accountId: '000000000000',
    onLog: (_, line) => lines.push(line),
    faults,
  });
  onTestFinished(() => runner.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { faults, calls, lines, invoke: () => runner.invoke('fn', { url }) };
};

it.each([
  [1, []],
  [2, ['/one']],
  [3, ['/one']],
  [4, ['/one', '/two']],
  [5, ['/one', '/two']],
  [6, ['/one', '/two', '/three']],
])(
  'a handler killed at step %i has made the calls %j, and the next event gets a new environment',
  async (step, made) => {
    const { faults, calls, invoke } = await started();
    expect(await invoke()).toBe(1);
    calls.length = 0;
    faults.setRates({ 'kill-at-call': 1 });
    faults.setRanges({ 'kill-at-call': { min: step, max: step } });
    await expect(invoke()).rejects.toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(calls).toEqual(made);
    expect(faults.counts()['kill-at-call']).toBe(1);
    faults.setRates({ 'kill-at-call': 0 });
    expect(await invoke()).toBe(1);
    expect(await invoke()).toBe(2);
  },
);

it('a handler killed after an answer has done nothing with it', async () => {
  const { faults, lines, invoke } = await started();
  faults.setRates({ 'kill-at-call': 1 });
  faults.setRanges({ 'kill-at-call': { min: 2, max: 2 } });
  await expect(invoke()).rejects.toThrow();
  expect(lines.filter((line) => line.startsWith('after'))).toEqual([]);
});

it('a handler that makes fewer steps than that lives on', async () => {
  const { faults, invoke } = await started();
  faults.setRates({ 'kill-at-call': 1 });
  faults.setRanges({ 'kill-at-call': { min: 7, max: 7 } });
  expect(await invoke()).toBe(1);
  expect(faults.counts()['kill-at-call']).toBe(0);
  faults.setRates({ 'kill-at-call': 0 });
  expect(await invoke()).toBe(2);
});

it('a handler may be killed after a while, wherever it is', async () => {
  const { faults, invoke } = await started(`export const handler = () => new Promise(() => setInterval(() => {}, 1));`);
  faults.setRates({ 'kill-at-time': 1 });
  await expect(invoke()).rejects.toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(faults.counts()['kill-at-time']).toBe(1);
});
