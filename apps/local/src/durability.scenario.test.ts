import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { password, people } from './seed';
import { newChannel } from './testing/a-channel';
import { type SignedIn, signInTo } from './testing/a-person';
import { isEngine, isRunning, type Process, startProcess } from './testing/a-process';
import { anotherCheckout, linkInto } from './testing/another-checkout';
import { ask, call } from './testing/over-http';

const [ana = { email: '' }] = people;
// A start takes three seconds of a processor, and much longer where others want it too.
const patience = { timeout: 50_000, interval: 20 };

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
const startOn = (folder: string, ...args: string[]): Process =>
  startProcess(['--port', '0', '--data', folder, ...args]);
const anaOf = (url: string) => signInTo(url, ana.email, password);
const say = async (url: string, person: SignedIn, conversationId: string, text: string) =>
  expect(await ask(url, person, 'messages.send', { conversationId, key: ulid(), after: 1, text })).toMatchObject({
    status: 200,
  });
const health = async (url: string): Promise<number> => (await call(url, { path: '/healthz' })).status;
const allGone = (pids: number[]) => vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), patience);

describe('what was said', () => {
  it('is there after a kill -9 and a new start, for people who stayed signed in', async () => {
    const folder = await newFolder();
    const first = startOn(folder);
    const url = await first.ready;
    const signedIn = await anaOf(url);
    const channel = await newChannel(url, signedIn);
    await say(url, signedIn, channel, 'said before the crash');
    const children = first.children();
    expect(children.some(isEngine)).toBe(true);
    first.child.kill('SIGKILL');
    await first.ended;
    await allGone(children);

    const again = await startOn(folder).ready;
    const history = await ask(again, signedIn, 'messages.history', { conversationId: channel });
    expect(history).toMatchObject({
      status: 200,
      body: { entries: [{ seq: 1 }, { seq: 2, body: { text: 'said before the crash' } }], head: 2 },
    });
    expect((await anaOf(again)).id).toBe(signedIn.id);
    await say(again, signedIn, channel, 'said after it');
  }, 60_000);

  it('is forgotten with --reset, and so are the sessions', async () => {
    const folder = await newFolder();
    const first = startOn(folder);
    const url = await first.ready;
    const before = await anaOf(url);
    await newChannel(url, before);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    await writeFile(join(folder, 'notes.txt'), 'not ours');

    const again = await startOn(folder, '--reset').ready;
    expect(await ask(again, before, 'people.me', {})).toMatchObject({ status: 401 });
    const after = await anaOf(again);
    expect((await ask(again, after, 'conversations.list', {})).body).toEqual({ conversations: [] });
    expect(await readdir(folder)).toContain('notes.txt');
  }, 60_000);
});

describe('starting', () => {
  it('says that it is not ready until every part is, on the port and in /healthz', async () => {
    const reserved = createServer().listen(0, '127.0.0.1');
    await once(reserved, 'listening');
    const { port } = reserved.address() as AddressInfo;
    await new Promise((done) => reserved.close(done));
    const url = `http://localhost:${port}`;
    const { ready } = startProcess(['--port', `${port}`, '--data', await newFolder()]);

    const tries: number[] = [];
    await vi.waitFor(async () => {
      tries.push(await health(url)); // rejects while nobody listens
      expect(tries.at(-1)).toBe(200);
    }, patience);
    expect(new Set(tries)).toEqual(new Set([503, 200]));
    // The first 200 holds what it says.
    await anaOf(url);
    expect(await call(url, { path: '/' })).toMatchObject({ status: 200 });
    expect(await ready).toBe(url);
  }, 60_000);

  it('says so in /healthz and in a line when the engine ends by itself', async () => {
    const started = startOn(await newFolder());
    const url = await started.ready;
    const engine = started.children().find(isEngine) ?? 0;
    process.kill(engine, 'SIGKILL');
    await vi.waitFor(async () => expect(await health(url)).toBe(503), patience);
    started.child.kill('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0, stderr: expect.stringMatching(/engine ended.*start again/) });
  }, 60_000);
});

describe('stopping', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends every process it has started, on %s',
    async (signal) => {
      const started = startOn(await newFolder());
      const url = await started.ready;
      const children = started.children();
      expect(children.some(isEngine)).toBe(true);
      started.child.kill(signal);
      expect(await started.ended).toMatchObject({ code: 0, stderr: '' });
      await allGone(children);
      await expect(health(url)).rejects.toThrow('ECONNREFUSED');
    },
    60_000,
  );

  it('ends when whoever started it is gone', async () => {
    const started = startOn(await newFolder());
    await started.ready;
    const children = started.children();
    started.child.disconnect();
    expect(await started.ended).toMatchObject({ code: 0 });
    await allGone(children);
  }, 60_000);
});

describe('a start that cannot be', () => {
  /** It ends with code 1 and one line, which tells what to do, and leaves nothing running. */
  const expectOneLine = async ({ ended, child }: Process, line: RegExp) => {
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(line) });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(isRunning(child.pid ?? 0)).toBe(false);
  };

  it.each([
    [['--port', 'banana'], /The port "banana" is not a number from 0 to 65535/],
    [['--prot', '4400'], /Unknown option '--prot'.* --port <number>/],
  ])('%j: says which argument is wrong', async (args, line) => {
    await expectOneLine(startProcess(args), line);
  });

  it('on a busy port: says so, and touches no data', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as AddressInfo;
    const folder = join(await newFolder(), 'data');
    const line = new RegExp(`^Port ${port} is in use.*npm start -- --port \\d+`);
    await expectOneLine(startProcess(['--port', `${port}`, '--data', folder]), line);
    expect(existsSync(folder)).toBe(false);
  });

  it('on the data of one that runs: says so, and leaves that one alone', async () => {
    const folder = await newFolder();
    const url = await startOn(folder).ready;
    const signedIn = await anaOf(url);
    await expectOneLine(startOn(folder), /is in use by another running Parley: stop that one, or choose another/);
    await expectOneLine(startOn(folder, '--reset'), /is in use by another running Parley/);
    expect(await ask(url, signedIn, 'people.me', {})).toMatchObject({ status: 200 });
  }, 60_000);

  it('on a data folder that cannot be: says so', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    await expectOneLine(startOn(file), /The data folder .* cannot be used .* --data <folder>/);
  });

  it('without the built functions, or without the built web app: says which to build', async () => {
    const workspace = await anotherCheckout();
    const data = await newFolder();
    const start = () => startProcess(['--port', '0', '--data', data], { workspace });
    await expectOneLine(start(), /bundle is missing of authorize .*: build the Lambda functions first/);
    await linkInto(workspace, 'apps/lambda');
    await expectOneLine(start(), /The web app is not built: .* Run `npx nx run @parley\/web:build`/);
  });

  it('without the engine: says what to install, or to set', async () => {
    // As `npm install` leaves it where optional dependencies are left out.
    const preload = `import Module from 'node:module';
      const resolve = Module._resolveFilename;
      Module._resolveFilename = (request, ...rest) => {
        if (!request.startsWith('@dynoxide/')) return resolve(request, ...rest);
        throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
      };`;
    const started = startProcess(['--port', '0', '--data', await newFolder()], { preload });
    await expectOneLine(started, /engine @dynoxide\/\S+ is not installed: run npm install, or set DYNAMODB_ENDPOINT/);
  });
});
