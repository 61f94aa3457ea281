import type { Asked } from '@parley/protocol';
import type { Caller } from '@parley/core';
import { describe, expect, it } from 'vitest';
import { httpDoor } from './http-door';

const origin = 'https://chat.example.com';
const claims = {
  ...{ sub: 'ana', username: 'ana', origin_jti: 's-1', token_use: 'access' },
  ...{ auth_time: '1767225600', exp: '1767229200' },
};

/** The door, and who asked the core for what. */
const aDoor = () => {
  const asked: [Caller, Asked][] = [];
  const core = {
    answer: async (caller: Caller, request: Asked) => (asked.push([caller, request]), { ok: true as const, body: {} }),
    idle: async () => {},
  };
  const door = httpDoor({ core, config: { ALLOWED_ORIGINS: [origin], EDGE_SECRET: undefined } });
  const asks = async (headers: Record<string, string>, said: object = {}) => {
    const jwt = { claims: { ...claims, ...said } };
    const requestContext = { http: { method: 'GET' }, authorizer: { jwt } };
    const { statusCode, body } = await door({ rawPath: '/api/people/me', headers, requestContext });
    return [statusCode, (JSON.parse(body) as { code?: string }).code];
  };
  return { asked, asks };
};

describe('the HTTP door', () => {
  it('asks the core as whom the token names', async () => {
    const { asked, asks } = aDoor();
    expect(await asks({ Origin: origin })).toEqual([200, undefined]);
    expect(asked).toMatchObject([
      [{ personId: 'ana', sessionId: 's-1', authTime: 1_767_225_600_000 }, { type: 'people.me' }],
    ]);
  });

  it.each(['https://evil.example', 'null', `${origin}.evil.example`])(
    '[F9] refuses a page of another origin, however good the token: %s',
    async (foreign) => {
      const { asked, asks } = aDoor();
      expect(await asks({ origin: foreign })).toEqual([403, 'foreign_origin']);
      expect(asked).toEqual([]);
    },
  );

  it('takes no id token, which the authorizer of the gateway lets through', async () => {
    const { asked, asks } = aDoor();
    expect(await asks({ origin }, { token_use: 'id' })).toEqual([401, 'not_signed_in']);
    expect(asked).toEqual([]);
  });
});
