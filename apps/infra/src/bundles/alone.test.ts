import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleOf, environment } from './measure-bundles';

const event = {
  requestContext: {
    connectionId: 'c1',
    connectedAt: 1,
    authorizer: { personId: 'ana', username: 'ana', sessionId: 's1', authTime: '1', tokenExpires: '2' },
  },
};
const script = `
const { handler } = await import('./disconnect.mjs');
console.log(JSON.stringify(await handler(${JSON.stringify(event)})));
process.exit(0);`;

it('asks DynamoDB with the credentials of its environment, in a folder where nothing is installed', async () => {
  const asked: (string | undefined)[] = [];
  const table = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(table, 'listening');
  const folder = mkdtempSync(join(tmpdir(), 'parley-alone-'));
  try {
    copyFileSync(bundleOf('disconnect'), join(folder, 'disconnect.mjs'));
    const started = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: folder,
      env: {
        ...environment,
        AWS_ACCESS_KEY_ID: 'OFTHEENVIRONMENT',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(table.address() as AddressInfo).port}`,
      },
    });
    let said = '';
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (text: Buffer) => (said += text));
    await once(started, 'close');
    expect(said).toContain('{"statusCode":200}');
    expect(asked).toEqual([expect.stringContaining('Credential=OFTHEENVIRONMENT/')]);
  } finally {
    rmSync(folder, { recursive: true });
    table.close();
  }
});
