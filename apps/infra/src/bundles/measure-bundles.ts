import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionName, functionSpecs } from '../function-specs';

const lambdaApps = join(import.meta.dirname, '../../../lambda');
const times = 7;

/** The one file of a function, as it is built. */
export const bundleOf = (name: FunctionName): string =>
  join(lambdaApps, functionSpecs[name].app, 'dist', `${name}.mjs`);

/** Bytes of a function's file. Throws a sentence where it is not built. */
export const bytesOf = (name: FunctionName): number => {
  const file = bundleOf(name);
  if (!existsSync(file)) throw new Error(`${file} is missing. Build it first: npx nx run-many -t build`);
  return statSync(file).size;
};

/** What functions are told, in values that their configuration takes. */
export const environment = {
  ALLOWED_ORIGINS: 'https://parley.example',
  AWS_REGION: 'us-east-1',
  CHAT_TABLE: 'chat',
  CONNECTIONS_TABLE: 'connections',
  DELIVERY_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/deliveries.fifo',
  EDGE_SECRET: 'measured-measured-measured-measured-measured-1234',
  EPOCH: '1',
  OWNER_EMAIL: 'owner@parley.example',
  POWERTOOLS_METRICS_NAMESPACE: 'measured',
  POWERTOOLS_SERVICE_NAME: 'measured',
  SIGN_UP: 'invited',
  SOCKET_ENDPOINT: 'https://parley.example/ws',
  USER_POOL_CLIENT_ID: 'measured',
  USER_POOL_ID: 'us-east-1_Measured1',
};

const script = (file: string): string => `
const before = process.cpuUsage();
await import(${JSON.stringify(file)});
const { user, system } = process.cpuUsage(before);
console.log('init ' + (user + system) / 1000);
process.exit(0);`;

/**
 * Milliseconds of processor time from a started Node to a loaded handler: the least of seven starts on this machine, so
 * that what else runs there hardly counts. Lambda's own start and its slower processors come on top. Throws what the bundle says where it does not start.
 */
export const initMsOf = (name: FunctionName): number => {
  const args = ['--input-type=module', '--eval', script(bundleOf(name))];
  const taken = Array.from({ length: times }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { env: environment, encoding: 'utf8' });
    const [, ms] = /^init ([\d.]+)$/m.exec(stdout) ?? [];
    if (ms === undefined) throw new Error(`${name} did not start. It said:\n${stderr.trim()}`);
    return Number(ms);
  });
  return Math.min(...taken);
};
