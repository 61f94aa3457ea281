import { describe, expect, it } from 'vitest';
import { decodeHttp, encodeHttp } from './http-route';
import type { Request } from './request';
import { requests, type RequestType } from './requests';

const rows = Object.entries(requests as Record<string, Request>).filter(([, { http }]) => http !== undefined);

describe('a request over HTTP', () => {
  it.each(rows)('%s arrives as it was asked', (name, { body, example }) => {
    const { method, path, text } = encodeHttp(name as RequestType, example as object)!;
    const { pathname, searchParams } = new URL(path, 'https://parley.example');
    const decoded = decodeHttp({
      method,
      path: decodeURIComponent(pathname),
      query: Object.fromEntries(searchParams),
      text: text ?? '',
    });
    expect(decoded).toEqual({ ok: true, value: { type: name, body: body.parse(example) } });
  });

  it('carries what is left of a GET in its query, and of a POST in its body', () => {
    const conversationId = 'c-00000000000000000000000000000001';
    expect(encodeHttp('messages.history', { conversationId, before: 43, limit: undefined })).toEqual({
      method: 'GET',
      path: `/api/conversations/${conversationId}/messages?before=43`,
    });
    expect(encodeHttp('delivery.read', { conversationId, seq: 7 })).toEqual({
      method: 'POST',
      path: `/api/conversations/${conversationId}/read`,
      text: '{"seq":7}',
    });
  });

  it('does not exist for what belongs on a socket', () => {
    expect(encodeHttp('connections.ping', { positions: [] })).toBeUndefined();
  });
});
