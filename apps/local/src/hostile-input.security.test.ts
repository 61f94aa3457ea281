import { limits } from '@parley/protocol';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket, type TestSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask, call } from './testing/over-http';

const stack = useStack();
let mallory: SignedIn;
let socket: TestSocket;
let channel: string;

beforeAll(async () => {
  const { url } = stack();
  mallory = await joinAs(url, 'Mallory');
  channel = await newChannel(url, mallory);
  socket = await openSocket(url, mallory.accessToken);
  await socket.asks('connections.hello', { positions: [], build: 'test' });
}, 180_000);
afterAll(() => socket.close());

/** Names that every object has, and one that is its prototype. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

type Heard = { code?: string | undefined; body?: unknown };
const Coded = z.object({ code: z.string() });
let ids = 0;

/** Sends text as it is, at each door: JSON that no honest client would write. */
const doors = {
  socket: async (type: string, bodyText: string): Promise<Heard> => {
    const id = `x${(ids += 1)}`;
    socket.says(`{"type":${JSON.stringify(type)},"id":"${id}","body":${bodyText}}`);
    const frame = await socket.hears((frame) => 'id' in frame && frame.id === id);
    return { code: Coded.safeParse(frame).data?.code, body: 'body' in frame ? frame.body : undefined };
  },
  http: async (path: string, text: string): Promise<Heard> => {
    const headers = { authorization: `Bearer ${mallory.accessToken}`, 'content-type': 'application/json' };
    const { body } = await call(stack().url, { method: 'POST', path, headers, body: text });
    return { code: Coded.safeParse(body).data?.code, body };
  },
};
const textsSaid = async (): Promise<string> =>
  (await ask(stack().url, mallory, 'messages.history', { conversationId: channel })).text;

describe('prototype pollution', () => {
  // What is said through a prototype must not count as said: a merge that sets it would make it so.
  const fields = () => JSON.stringify({ conversationId: channel, key: ulid(), after: 1, text: 'through a prototype' });
  it.each([
    ['__proto__', (given: string) => `{"__proto__":${given}}`],
    ['constructor.prototype', (given: string) => `{"constructor":{"prototype":${given}}}`],
  ])('gives a request no field by %s, at either door', async (_, wrap) => {
    const path = `/api/conversations/${channel}/messages`;
    expect(await doors.socket('messages.send', wrap(fields()))).toMatchObject({ code: 'invalid' });
    expect(await doors.http(path, wrap(fields()))).toMatchObject({ code: 'invalid' });
    expect(await doors.http('/api/people/me/profile', wrap('{"name":"Polluted"}'))).toMatchObject({
      body: { person: { name: 'Mallory' } },
    });
    expect(await textsSaid()).not.toContain('through a prototype');
  });

  it('gives an envelope neither a type nor an id by __proto__', async () => {
    socket.says('{"__proto__":{"type":"people.me","id":"x","body":{}}}');
    const refusal = { type: 'refusal', id: null, code: 'malformed' };
    expect(await socket.hears(({ type }) => type === 'refusal')).toMatchObject(refusal);
  });

  it.each(inherited)('knows no request called %s', async (name) => {
    expect(await doors.socket(name, '{}')).toMatchObject({ code: 'unknown_request' });
    expect(await doors.socket(`messages.${name}`, '{}')).toMatchObject({ code: 'unknown_request' });
    expect(await doors.http(`/api/${name}`, '{}')).toMatchObject({ code: 'unknown_request' });
  });

  it.each(inherited)('finds nobody and nothing whose id is %s', async (name) => {
    const { url } = stack();
    expect((await ask(url, mallory, 'people.find', { ids: [name] })).body).toEqual({ people: [] });
    expect((await ask(url, mallory, 'people.presence', { ids: [name] })).body).toEqual({ online: [] });
    const direct = { kind: 'direct' as const, key: ulid(), people: [name] };
    expect((await ask(url, mallory, 'conversations.open', direct)).body).toMatchObject({ code: 'person_not_found' });
    const conversation = await ask(url, mallory, 'conversations.get', { conversationId: name });
    expect(conversation.body).toMatchObject({ code: 'invalid' });
    expect((await ask(url, mallory, 'sessions.revoke', { sessionId: name })).status).toBe(
      name.includes('_') ? 400 : 409,
    );
  });

  it.each(inherited)('takes %s for no emoji, and reads over a query field of this name', async (name) => {
    const { url } = stack();
    const reaction = { conversationId: channel, key: ulid(), after: 1, target: 1, emoji: name };
    expect((await ask(url, mallory, 'messages.react', reaction)).body).toMatchObject({ code: 'invalid' });
    const headers = { authorization: `Bearer ${mallory.accessToken}` };
    const path = `/api/conversations/${channel}/messages?${name}=1&limit=1`;
    expect(await call(url, { path, headers })).toMatchObject({ status: 200, body: { entries: [{ seq: 1 }] } });
  });

  it.each(['constructor', 'valueof'])(
    'lets somebody be called %s, and finds them by it like anybody',
    async (handle) => {
      const { url } = stack();
      const changed = await ask(url, mallory, 'people.profile', { handle });
      expect(changed.body).toMatchObject({ person: { id: mallory.id, handle } });
      expect((await ask(url, mallory, 'people.search', { prefix: handle })).body).toMatchObject({
        people: [{ id: mallory.id, handle }],
      });
    },
  );
});

describe('text that is made to break what reads it', () => {
  const deep = (bytes: number) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2);

  it('is refused when nested 10,000 deep, and the door still serves', async () => {
    const value = deep(20_000);
    const [start, path] = [`{"conversationId":"${channel}","text":`, `/api/conversations/${channel}/messages`];
    expect(await doors.socket('messages.send', `${start}${value}}`)).toMatchObject({ code: 'invalid' });
    expect(await doors.http(path, `{"text":${value}}`)).toMatchObject({ code: 'invalid' });
    expect(await doors.http(path, deep(60_000))).toMatchObject({ code: 'malformed' });
    expect(await doors.socket('people.me', '{}')).toMatchObject({ body: { person: { id: mallory.id } } });
  });

  it('is refused when larger than a body may be, before anything reads it', async () => {
    const path = `/api/conversations/${channel}/messages`;
    const padding = `{"padding":"${'x'.repeat(limits.bodyBytes)}"}`;
    expect(await doors.http(path, padding)).toMatchObject({ code: 'too_large' });
  });

  it.each(['Eve\r\nBcc: all@example.com', 'Eve\nSet-Cookie: a=b', 'Eve\u0000', 'Eve\u2028<script>'])(
    'is no name: %j would be another line in a header or a mail',
    async (name) => {
      const { url } = stack();
      const channelNamed = { conversationId: channel, key: ulid(), after: 1, name };
      expect((await ask(url, mallory, 'conversations.rename', channelNamed)).body).toMatchObject({ code: 'invalid' });
      expect((await ask(url, mallory, 'people.profile', { name })).body).toMatchObject({ code: 'invalid' });
    },
  );

  it('reaches nobody by a name that was given in signing up: the address stands in for it', async () => {
    const { url } = stack();
    const eve = await joinAs(url, 'Eve\r\nBcc: all@example.com', 'eve@example.com');
    expect((await ask(url, eve, 'people.me', {})).body).toMatchObject({ person: { name: 'eve' } });
  });

  it('makes no header of its own in an answer', async () => {
    const headers = { authorization: `Bearer ${mallory.accessToken}` };
    const path = '/api/conversations/c-0%0d%0aSet-Cookie:%20a=b/members';
    const answer = await call(stack().url, { path, headers });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });
});
