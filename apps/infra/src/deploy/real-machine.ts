import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Answered, Finished, Machine } from './machine';

const repository = resolve(import.meta.dirname, '../../../..');
const bin = join(repository, 'node_modules', '.bin');
/** The tools that are pinned here come before those of the system. CDK's own files stay in the repository. */
const environment = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
  CDK_HOME: join(repository, '.nx', 'cdk'),
  NX_DAEMON: 'false',
};
/** Nobody waits longer for an answer. */
const answerMs = 10_000;

const run: Machine['run'] = (command, args, { isShown = false, folder = '.' } = {}) =>
  new Promise<Finished>((done) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: join(repository, folder),
      env: environment,
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    const keep = (stream: NodeJS.WriteStream) => (text: Buffer) => {
      output += text.toString();
      if (isShown) stream.write(text);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error: NodeJS.ErrnoException) =>
      done({ code: error.code === 'ENOENT' ? 127 : 1, output: error.message }),
    );
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });

/** Who asks. AWS's common rules for firewalls refuse whoever does not say (NoUserAgent_HEADER), and Node does not by itself. */
const asker = { 'user-agent': 'parley-smoke' };

// Node's own `fetch` refuses to send the headers of a WebSocket's handshake.
const ask: Machine['ask'] = (url, headers = {}) =>
  new Promise<Answered>((answered, failed) => {
    const asked = request(url, { headers: { ...asker, ...headers }, timeout: answerMs }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => void (body += text));
      response.on('error', failed);
      response.on('end', () =>
        answered({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body }),
      );
    });
    asked.on('upgrade', (_response, socket) => {
      socket.destroy();
      answered({ status: 101, type: '', body: '' });
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer in ${answerMs / 1_000} s`)));
    asked.on('error', failed);
    asked.end();
  });

const prompt: Machine['prompt'] = async (question) => {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
};

/** This computer, and whatever account its credentials are of. */
export const realMachine: Machine = {
  run,
  ask,
  prompt,
  say: (line) => console.log(line),
  read: (file) => readFileSync(resolve(repository, file), 'utf8'),
  write: (file, text) => writeFileSync(resolve(repository, file), text),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};
