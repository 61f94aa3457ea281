import { edgeHeader } from '@parley/protocol';
import { expect, it, vi } from 'vitest';

const secret = 'what-cloudfront-adds-to-a-request-0123456789';
const environment = {
  EDGE_SECRET: secret,
  ALLOWED_ORIGINS: 'https://chat.example.com',
  CHAT_TABLE: 'chat',
  CONNECTIONS_TABLE: 'connections',
  SOCKET_ENDPOINT: 'https://sockets.invalid/ws',
  DELIVERY_QUEUE_URL: 'https://queue.invalid/1/q.fifo',
  EPOCH: '1',
  OWNER_EMAIL: 'owner@example.com',
  SIGN_UP: 'invited',
  USER_POOL_ID: 'us-east-1_AbCdEfGhI',
  USER_POOL_CLIENT_ID: 'client-1',
  AWS_REGION: 'us-east-1',
  POWERTOOLS_METRICS_DISABLED: 'false',
  POWERTOOLS_METRICS_NAMESPACE: 'parley-test',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

// Each reads its environment as it loads. What lies behind is not asked: nothing there answers.
const doors = {
  documents: { load: () => import('./documents'), rawPath: '/api/openapi.json', then: 200 },
  request: { load: () => import('./request'), rawPath: '/api/conversations', then: 401 }, // the claims are nobody's
  'look-at-invitation': { load: () => import('./look-at-invitation'), rawPath: '/api/invitations/look', then: 400 }, // no body
};
const ask = async (door: keyof typeof doors, headers: Record<string, string>) => {
  const { handler } = await doors[door].load();
  const { rawPath } = doors[door];
  const http = { method: 'GET', sourceIp: '192.0.2.1' };
  const { statusCode } = await handler({
    rawPath,
    headers,
    requestContext: { http, authorizer: { jwt: { claims: {} } } },
  });
  return statusCode;
};

it.each(Object.keys(doors) as (keyof typeof doors)[])(
  '[F11] keeps who asks the API itself, past CloudFront, from %s',
  async (door) => {
    expect(await ask(door, {})).toBe(403);
    expect(await ask(door, { [edgeHeader]: 'a guess' })).toBe(403);
    expect(await ask(door, { [edgeHeader]: secret })).toBe(doors[door].then);
  },
);

it.each(['request', 'look-at-invitation'] as const)(
  '[F11] counts whom %s turns away for how they came: where it is everybody, CloudFront and the door disagree',
  async (door) => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    await ask(door, {});
    await ask(door, { [edgeHeader]: secret, origin: 'https://chat.example.com' });
    vi.restoreAllMocks();
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ DoorsClosed: 1 })]);
  },
);
