import { resolve } from 'node:path';
import { readArguments } from './arguments';
import { password, people } from './seed';
import { type Local, startLocal } from './start-local';

const workspace = resolve(import.meta.dirname, '../../..');

const start = async (): Promise<Local> => {
  const local = await startLocal(readArguments(process.argv.slice(2), process.env, workspace));
  console.log(`
Parley is ready at ${local.url}

  Sign in as   ${people.map(({ email }) => email).join(' or ')}
  Password     ${password}
  Mail codes   ${local.url}/mail
  API          ${local.url}/api/openapi.json, ${local.url}/api/asyncapi.json
  Logs         ${local.logFile}${local.faults ? `\n  Faults       ${local.url}/_faults, seed ${local.faults.seed}` : ''}

Ctrl-C stops it.`);
  return local;
};

const starting = start();
starting.catch((error: unknown) => {
  // One line that says what to do; a bug comes with its stack.
  console.error(error instanceof Error && error.constructor === Error ? error.message : error);
  process.exit(1);
});

let isStopping = false;
const stop = async () => {
  if (isStopping) return;
  isStopping = true;
  await (await starting).close();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
// The parent died: nobody would stop us any more.
process.on('disconnect', () => void stop());
