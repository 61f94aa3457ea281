import { describe, expect, it } from 'vitest';
import { decodeBody, decodeFrame, decodeHttpReply, decodeRequest } from './decode';
import { encode } from './encode';
import { decodeHttp } from './http-route';
import { limits } from './limits';
import { refusals } from './refusals';
import { requests } from './requests';

const conversationId = 'c-00000000000000000000000000000001';
const { example, exampleReply } = requests['messages.send'];
const frame = (fields: object) => JSON.stringify({ type: 'messages.send', id: '7', body: example, ...fields });
const codeOf = (text: string) => {
  const decoded = decodeRequest(text);
  return decoded.ok ? 'ok' : decoded.refusal.code;
};

describe('what people type', () => {
  it.each(['tom&jerry@example.com', 'zoe@intranet', ' Ana@Example.COM '])('takes the address %s', (email) => {
    const decoded = decodeBody('people.find', { email });
    expect(decoded).toMatchObject({ ok: true, value: { body: { email: email.trim().toLowerCase() } } });
  });

  it.each(['', 'ana', 'ana@', '@example.com', 'a b@example.com', `${'x'.repeat(250)}@a.de`])(
    'takes no address like %j, and says what is wanted',
    (email) => {
      const decoded = decodeBody('people.find', { email });
      expect(decoded).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
      expect(JSON.stringify(decoded)).toContain('e-mail address');
    },
  );

  it.each(['\ud800', 'x'.repeat(201), 'c-1', ''])('takes no cursor like %j', (cursor) => {
    expect(decodeBody('conversations.list', { cursor })).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
  });
});

describe('a frame from a client', () => {
  it('is its id and a request of the catalogue', () => {
    expect(decodeRequest(frame({}))).toEqual({ id: '7', ok: true, value: { type: 'messages.send', body: example } });
  });

  it.each(['', '{', 'hi', 'undefined', '{"type":"people.me","id":"1","body":{}}}'])(
    'that is not JSON is malformed and has no id: %s',
    (text) => {
      expect(decodeRequest(text)).toMatchObject({ id: null, ok: false, refusal: { code: 'malformed' } });
    },
  );

  it.each(['null', '1', '"hi"', '[]', '{}', '{"type":"people.me"}', '{"id":7,"type":"people.me","body":{}}'])(
    'that is no envelope is malformed: %s',
    (text) => {
      expect(decodeRequest(text)).toMatchObject({ id: null, ok: false, refusal: { code: 'malformed' } });
    },
  );

  it.each([{ type: 7 }, { type: undefined }, { type: 'x'.repeat(65) }, { body: undefined }])(
    'with a good id and a bad rest is answered to that id: %o',
    (bad) => {
      expect(decodeRequest(frame(bad))).toMatchObject({ id: '7', ok: false, refusal: { code: 'malformed' } });
    },
  );

  it.each(['', 'x'.repeat(65)])('has an id of 1 to 64 characters, not %j', (id) => {
    expect(decodeRequest(frame({ id }))).toMatchObject({ id: null, ok: false, refusal: { code: 'malformed' } });
  });

  it.each(['messages.shout', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'asks for what the catalogue names, not for %j',
    (type) => {
      expect(decodeRequest(frame({ type }))).toMatchObject({ id: '7', refusal: { code: 'unknown_request' } });
    },
  );

  it('may be 28 KB large and no larger', () => {
    const empty = frame({ type: 'people.me', body: { more: '' } });
    const full = frame({ type: 'people.me', body: { more: 'x'.repeat(limits.frameBytes - empty.length) } });
    expect(full).toHaveLength(28 * 1024);
    expect(codeOf(full)).toBe('ok');
    expect(decodeRequest(`${full} `)).toMatchObject({ id: null, refusal: { code: 'too_large' } });
  });

  it('is measured in bytes, not in characters', () => {
    const text = frame({ type: 'people.me', body: { more: 'ü'.repeat(20_000) } });
    expect(text.length).toBeLessThan(limits.frameBytes);
    expect(codeOf(text)).toBe('too_large');
  });
});

describe('the body of a request', () => {
  const wrong = (body: object | string | null) => {
    const decoded = decodeBody('messages.send', body);
    return decoded.ok ? 'ok' : `${decoded.refusal.code} ${decoded.refusal.message}`;
  };

  it.each([
    [{ ...example, text: 7 }, 'invalid text: '],
    [{ ...example, text: undefined }, 'invalid text: '],
    [{ ...example, text: ' \n\t' }, 'invalid text: is empty'],
    [{ ...example, text: 'half \ud83d' }, 'invalid text: has half a character'],
    [{ ...example, key: 'not a ulid' }, 'invalid key: is not a ULID'],
    [{ ...example, conversationId: 'general' }, 'invalid conversationId: is not a conversation id'],
    [{ ...example, after: -1 }, 'invalid after: '],
    [{ ...example, after: 1.5 }, 'invalid after: '],
    [{ ...example, after: '41' }, 'invalid after: '],
    [{ ...example, after: 1e12 }, 'invalid after: '],
    [null, 'invalid the body: '],
    ['hi', 'invalid the body: '],
    [[], 'invalid the body: '],
  ])('names the first field that is wrong: %j', (body, message) => {
    expect(wrong(body)).toContain(message);
  });

  it('refuses to look for half a character, which no table can be asked for', () => {
    expect(decodeBody('people.search', { prefix: '\ud800' })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', message: 'prefix: has half a character' },
    });
  });

  it('says what is wrong with an address, and not what it might have been instead', () => {
    const decoded = decodeBody('people.find', { email: 'bo at example.com' });
    expect(decoded).toMatchObject({ ok: false, refusal: { message: 'email: is not an e-mail address' } });
  });

  it('may carry 16 KB of text and no more', () => {
    expect(wrong({ ...example, text: 'ü'.repeat(8 * 1024) })).toBe('ok');
    expect(wrong({ ...example, text: 'ü'.repeat(8 * 1024) + '!' })).toBe('too_large text: is over 16 KB');
  });

  it('leaves out what the catalogue does not know, so that newer clients are understood', () => {
    const decoded = decodeBody('messages.send', { ...example, mood: 'good' });
    expect(decoded).toEqual({ ok: true, value: { type: 'messages.send', body: example } });
  });

  it('cannot reach a prototype', () => {
    const body = JSON.parse(`{"__proto__":{"text":"hi"},"constructor":{"prototype":{"polluted":true}}}`);
    expect(wrong(body)).toMatch(/^invalid/);
    expect(wrong({ ...example, ...body })).toBe('ok');
    expect(decodeBody('people.me', body)).toEqual({ ok: true, value: { type: 'people.me', body: {} } });
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['a\nb', 'a\u0000', 'a\u2028b', '\ud800', '', ' ', 'x'.repeat(81)])('takes no name like %j', (name) => {
    const channel = { ...requests['conversations.open'].example, name };
    expect(decodeBody('conversations.open', channel)).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
  });
});

describe('an HTTP request', () => {
  const post = (text: string, path = `/api/conversations/${conversationId}/messages`) =>
    decodeHttp({ method: 'POST', path, query: {}, text });
  const get = (path: string, query: Record<string, string> = {}) =>
    decodeHttp({ method: 'GET', path, query, text: '' });

  it('takes fields from its path before those of its body', () => {
    const text = JSON.stringify({ ...example, conversationId: 'd-00000000000000000000000000000002' });
    expect(post(text)).toMatchObject({ ok: true, value: { body: { conversationId } } });
  });

  it('reads numbers from its query, and names those that are none', () => {
    const path = `/api/conversations/${conversationId}/messages`;
    expect(get(path, { before: '43', limit: '7' })).toMatchObject({
      ok: true,
      value: { body: { before: 43, limit: 7 } },
    });
    for (const before of ['', 'x', '-1', '1.5', '0x10', '1e3', '9'.repeat(16)])
      expect(get(path, { before })).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(get(path, { before: 'x' })).toMatchObject({ refusal: { message: expect.stringMatching(/^before: /) } });
  });

  it('has no fields but the declared ones in its query', () => {
    expect(get('/api/people/me', { id: 'bo' })).toEqual({ ok: true, value: { type: 'people.me', body: {} } });
  });

  it.each(['[]', '"hi"', '1', 'null', '{'])('has a JSON object as its body, not %s', (text) => {
    expect(post(text)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });

  it('without a body is one without fields', () => {
    expect(post('')).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
  });

  it('may carry 64 KB and no more', () => {
    const padded = (bytes: number) => JSON.stringify(example).padEnd(bytes, ' ');
    expect(post(padded(64 * 1024))).toMatchObject({ ok: true });
    expect(post(padded(64 * 1024 + 1))).toMatchObject({ ok: false, refusal: { code: 'too_large' } });
  });

  it.each(['/', '/api', '/api/', '/api/people', '/api/people/me/', '/api/__proto__', `/api/conversations/x/y/z`])(
    'elsewhere is unknown: %s',
    (path) => {
      expect(get(path)).toMatchObject({ ok: false, refusal: { code: 'unknown_request' } });
      expect(decodeHttp({ method: 'DELETE', path: '/api/people/me', query: {}, text: '' })).toMatchObject({
        ok: false,
      });
    },
  );

  it('with a strange id in its path is told that the id is wrong', () => {
    expect(get('/api/conversations/__proto__')).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
  });
});

describe('a frame from the server', () => {
  const { entry } = exampleReply;
  const entriesFrame = (...entries: object[]) => JSON.stringify({ type: 'entries', conversationId, entries });

  it('is read as it was written', () => {
    const frame = { type: 'entries' as const, conversationId, entries: [entry] };
    expect(decodeFrame(encode(frame as Parameters<typeof encode>[0]))).toEqual(frame);
  });

  it.each([
    '{"message":"Internal server error","connectionId":"L0SM9cOFvHcCIhw=","requestId":"aBcD"}',
    '{"message":"Forbidden","connectionId":"L0SM9cOFvHcCIhw=","requestId":"aBcD"}',
    '{"type":"confetti","amount":3}',
    '{"type":"__proto__"}',
    'null',
    '[]',
    '<html>',
    '',
  ])('that this build does not know is ignored: %s', (text) => {
    expect(decodeFrame(text)).toBeNull();
  });

  it.each(['poll.opened', 'constructor', 'toString'])('keeps an entry of the unknown kind %s, and its seq', (kind) => {
    const strange = { ...entry, kind, body: { question: 'tea?' } };
    expect(decodeFrame(entriesFrame(strange))).toEqual({ type: 'entries', conversationId, entries: [strange] });
  });

  it('with a known kind and a body that does not fit it is not believed', () => {
    expect(decodeFrame(entriesFrame({ ...entry, body: { text: 7 } }))).toBeNull();
    expect(decodeFrame(entriesFrame({ ...entry, body: {} }))).toBeNull();
  });

  it('has entries with a seq from 1 on, and at least one of them', () => {
    expect(decodeFrame(entriesFrame({ ...entry, seq: 0 }))).toBeNull();
    expect(decodeFrame(entriesFrame())).toBeNull();
  });

  it('with a refusal code of a newer server is read as internal, and keeps its sentence', () => {
    const newer = { type: 'refusal', id: '7', code: 'too_many_stars', message: 'Enough.', retryAfterMs: 5 };
    expect(decodeFrame(JSON.stringify(newer))).toEqual({ ...newer, code: 'internal' });
    expect(refusals.internal.retry).toBe(true);
  });

  it('with a refusal without a code is no refusal', () => {
    expect(decodeFrame('{"type":"refusal","id":"7","message":"Unauthorized"}')).toBeNull();
    expect(decodeFrame('{"type":"refusal","id":"7","code":7,"message":"Unauthorized"}')).toBeNull();
  });
});

it('an HTTP answer is any JSON, and undefined where a proxy put something else in the way', () => {
  expect(decodeHttpReply('{"a":[1]}')).toEqual({ a: [1] });
  expect(decodeHttpReply('<html>502 Bad Gateway</html>')).toBeUndefined();
});
