import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

/** Where a DynamoDB answers, and how to end it. */
export type Engine = { endpoint: string; stop(): Promise<void> };

/** What DYNAMODB_ENDPOINT names, or the engine of @dynoxide/linux-x64 in memory, which ends with this process. */
export const startDynoxide = async (): Promise<Engine> => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  if (given) return { endpoint: given, stop: async () => {} };
  const binary = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
  for (let attemptsLeft = 5; ; attemptsLeft--)
    try {
      return await serve(binary, await freePort());
    } catch (error) {
      if (attemptsLeft === 0) throw error; // a free port can be lost to another process, but not five times
    }
};

const serve = async (binary: string, port: number): Promise<Engine> => {
  const command = ['--pdeathsig', 'KILL', '--', binary, 'serve', '--host', '127.0.0.1', '--port', `${port}`];
  const child = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()).includes('listening on') && resolve());
    gone.then(() => reject(new Error(`dynoxide did not start: ${said}`)), reject);
  });
  const stop = async () => {
    child.kill();
    await gone;
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
