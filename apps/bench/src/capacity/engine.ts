import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';

/** Where a DynamoDB answers, and how to end it. */
export type Engine = { endpoint: string; stop(): Promise<void> };

/** What DYNAMODB_ENDPOINT names, or the engine that comes along, in memory; it ends with this process. */
export const startEngine = async (): Promise<Engine> => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  if (given) return { endpoint: given, stop: async () => undefined };
  const binary = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
  const port = await freePort();
  const command = ['--pdeathsig', 'KILL', '--', binary, 'serve', '--host', '127.0.0.1', '--port', `${port}`];
  const child = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()).includes('listening on') && resolve());
    gone.then(() => reject(new Error(`The database engine did not start: ${said}`)), reject);
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
