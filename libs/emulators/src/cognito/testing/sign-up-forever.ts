// A process made to be killed: signs people up one after another, and prints each address once its answer has arrived.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { cognito } from '../cognito';

const [, , dataFile = ''] = process.argv;
const clientId = 'parleywebclient';
const pool = await cognito({ dataFile, region: 'eu-west-1', userPoolId: 'eu-west-1_Parley', clientId });
const server = createServer((req, res) => pool.handle(req, res)).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
for (let number = 1; ; number += 1) {
  const Username = `person${number}@example.com`;
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' },
    body: JSON.stringify({ ClientId: clientId, Username, Password: 'Correct-horse-1' }),
  });
  if (reply.status !== 200) throw new Error(await reply.text());
  process.stdout.write(`${Username}\n`);
}
