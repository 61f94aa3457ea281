import { createSign, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Caller, Core, FrameSender } from '@parley/core';
import { accessRows, accessWalk, type Doors, outcomeIn } from '@parley/core/testing';
import { Refusal, refusals } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { authorizer } from './authorizer';
import { httpDoor } from './http-door';
import { socketDoor } from './socket-door';

// The workspaces of this test live at a time of their own, which the tokens have to be good at.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

const pool = { id: 'us-east-1_AbCdEfGhI', client: 'client-1' };
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', kty: 'RSA', use: 'sig', alg: 'RS256' } as const;
const config = {
  ALLOWED_ORIGINS: ['https://chat.example.com'],
  EDGE_SECRET: undefined,
  USER_POOL_ID: pool.id,
  USER_POOL_CLIENT_ID: pool.client,
  USER_POOL_JWKS: { keys: [{ ...key, n: key.n ?? '', e: key.e ?? '' }] },
};
const origin = 'https://chat.example.com';
const clockSkewMs = 30_000;

/** What Cognito would say of this caller. */
const claimsOf = ({ personId, username, sessionId, authTime, tokenExpires }: Caller) => ({
  ...{ sub: personId, username, origin_jti: sessionId, auth_time: authTime / 1_000, token_use: 'access' },
  ...{ exp: (tokenExpires - clockSkewMs) / 1_000, iat: authTime / 1_000, client_id: pool.client, scope: 'openid' },
  iss: `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}`,
});
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (caller: Caller): string => {
  const signed = `${part({ alg: 'RS256', kid: key.kid })}.${part(claimsOf(caller))}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
};
/** Gateways pass everything on as text. */
const asText = (values: object) => Object.fromEntries(Object.entries(values).map(([name, it]) => [name, String(it)]));

const authorize = authorizer(config);
const contexts = new Map<string, Record<string, string>>();
/** What the WebSocket API's authorizer has said of a caller when their connection was opened: asked once for each. */
const contextOf = async (caller: Caller): Promise<Record<string, string>> => {
  const known = contexts.get(JSON.stringify(claimsOf(caller)));
  if (known) return known;
  vi.setSystemTime(caller.authTime);
  const { context, policyDocument, principalId } = await authorize({
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:us-east-1:1:a/ws/$connect',
    headers: { 'Sec-WebSocket-Protocol': `chat.v1, bearer.${tokenOf(caller)}`, Origin: origin },
  });
  expect(policyDocument.Statement[0]?.Effect).toBe('Allow');
  const passed = asText({ ...context, principalId });
  contexts.set(JSON.stringify(claimsOf(caller)), passed);
  return passed;
};

/** The handlers of both functions, asked as API Gateway asks them. */
const handlers: Doors = {
  socket: async (core: Core, caller, text) => {
    const sent: string[] = [];
    const frames: FrameSender = {
      send: async (_, frame) => (sent.push(frame), 'sent'),
      close: async () => 'closed',
    };
    const { id: connectionId, connectedAt } = caller.connection;
    const { statusCode } = await socketDoor({ core, frames })({
      requestContext: {
        ...{ routeKey: '$default', eventType: 'MESSAGE', stage: 'ws', connectionId, connectedAt },
        authorizer: await contextOf(caller),
      },
      body: text,
      isBase64Encoded: false,
    });
    expect([statusCode, sent.length]).toEqual([200, 1]);
    return outcomeIn(sent[0] ?? '');
  },
  http: async (core, caller, { method, path, query, text }) => {
    const { statusCode, body } = await httpDoor({ core, config })({
      ...{ version: '2.0', routeKey: 'ANY /api/{proxy+}', rawPath: path, rawQueryString: '' },
      // The gateway's own authorizer has read the token: what it found in there is all that the function goes by.
      headers: { authorization: 'Bearer read.by.the-gateway', origin, 'content-type': 'application/json' },
      ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
      ...(text !== '' && { body: text }),
      isBase64Encoded: false,
      requestContext: {
        http: { method, path, sourceIp: '192.0.2.1' },
        authorizer: { jwt: { claims: asText(claimsOf(caller)), scopes: null } },
      },
    });
    if (statusCode === 200) return 'ok';
    const { code } = Refusal.parse(JSON.parse(body));
    expect(statusCode).toBe(refusals[code].http);
    return code;
  },
};

describe('the table of who may do what, through the functions behind both gateways', async () => {
  const { walked, page } = await accessWalk(handlers);

  // A row is up to 128 small workspaces; a machine that does much else at the time takes seconds for them.
  const timeout = 60_000;
  it.each(accessRows)('[ROLE-1] holds for $name', { timeout }, async (row) => {
    expect((await walked(row)).wrong).toEqual([]);
  });

  it('[ROLE-1] is, cell by cell, the one that people have read', { timeout: 2 * timeout }, async () => {
    const read = await readFile(join(import.meta.dirname, '../../core/src/access/access-matrix.md'), 'utf8');
    expect(await page()).toBe(read);
  });
});
