import { limits, refusals, type Input, type RefusalCode } from '@parley/protocol';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket, type TestSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask, call } from './testing/over-http';
import { newChannel } from './testing/a-channel';

const stack = useStack();
let cy: SignedIn;
let di: SignedIn;
let eve: SignedIn;
/** Of Cy and Di. */
let channel: string;
/** Eve's alone. */
let elsewhere: string;

beforeAll(async () => {
  const { url } = stack();
  cy = await joinAs(url, 'Cy');
  di = await joinAs(url, 'Di');
  eve = await joinAs(url, 'Eve');
  channel = await newChannel(url, cy, [di]);
  elsewhere = await newChannel(url, eve);
}, 60_000);

const hello = { positions: [], build: 'test' };
const greeted = async (person: SignedIn): Promise<TestSocket> => {
  const socket = await openSocket(stack().url, person.accessToken);
  expect(await socket.asks('connections.hello', hello)).toMatchObject({
    type: 'reply',
    body: { person: { id: person.id } },
  });
  return socket;
};
const over = {
  http: async (person: SignedIn, body: Input<'messages.send'>) =>
    (await ask(stack().url, person, 'messages.send', body)).body,
  socket: async (socket: TestSocket, body: Input<'messages.send'>) => socket.asks('messages.send', body),
};
const says = (text: string, more: Partial<Input<'messages.send'>> = {}) => ({
  conversationId: channel,
  key: ulid(),
  after: 1,
  text,
  ...more,
});
const changes = (person: SignedIn, after: number) =>
  ask(stack().url, person, 'messages.changes', { conversationId: channel, after });

describe('the main job', () => {
  it('sends and reads history over HTTP', async () => {
    const sent = await ask(stack().url, cy, 'messages.send', says('over HTTP'));
    expect(sent).toMatchObject({ status: 200, body: { entry: { author: cy.id, body: { text: 'over HTTP' } } } });
    const { status, body } = await ask(stack().url, di, 'messages.history', { conversationId: channel });
    expect(status).toBe(200);
    expect(body).toMatchObject({ entries: expect.arrayContaining([(sent.body as { entry: object }).entry]) });
  });

  it('shows at once to everybody who is in, and to nobody else, what one says', async () => {
    const [author, reader, outsider] = [await greeted(cy), await greeted(di), await greeted(eve)];
    const reply = await over.socket(author, says('over the socket'));
    expect(reply).toMatchObject({ type: 'reply', body: { entry: { body: { text: 'over the socket' } } } });
    const { entry } = (reply as { body: { entry: { seq: number } } }).body;
    const pushed = { type: 'entries', conversationId: channel, entries: [entry] };
    const ofThis = (frame: object) => JSON.stringify(frame).includes('over the socket');
    expect(await reader.hears(ofThis)).toEqual(pushed);
    // [LOG-9] The reply came after every push: whoever has an answer by now has heard all there is to hear.
    await outsider.asks('connections.ping', { positions: [] });
    expect(outsider.heard().filter(ofThis)).toEqual([]);
  });

  it('pushes what was sent over HTTP', async () => {
    const reader = await greeted(di);
    const { entry } = (await over.http(cy, says('from a script'))) as { entry: object };
    expect(await reader.hears(({ type }) => type === 'entries')).toEqual({
      type: 'entries',
      conversationId: channel,
      entries: [entry],
    });
  });

  it('tells a hello where its positions stand', async () => {
    const socket = await openSocket(stack().url, di.accessToken);
    await over.http(cy, says('missed'));
    const positions = [
      { conversationId: channel, seq: 1 },
      { conversationId: elsewhere, seq: 1 },
    ];
    expect(await socket.asks('connections.hello', { ...hello, positions })).toMatchObject({
      body: {
        positions: [
          { conversationId: channel, state: 'behind' },
          { conversationId: elsewhere, state: 'gone' },
        ],
      },
    });
  });

  it('[LOG-2] makes one message of one key, however often and over which door it comes', async () => {
    const socket = await greeted(cy);
    const { head } = (await changes(cy, 1)).body as { head: number };
    const same = says('once', { after: head });
    const [first, ...others] = await Promise.all([
      over.http(cy, same),
      over.socket(socket, same).then((frame) => (frame as { body?: unknown }).body),
      over.http(cy, same),
      over.socket(await greeted(cy), same).then((frame) => (frame as { body?: unknown }).body),
    ]);
    expect(first).toMatchObject({ entry: { key: same.key, body: { text: 'once' } } });
    expect(others).toEqual([first, first, first]);
    expect((await changes(di, head)).body).toEqual({ entries: [(first as { entry: object }).entry], head: head + 1 });
  });
});

type BadInput = {
  what: string;
  code: RefusalCode;
  /** The sentence that helps. */
  sentence: RegExp;
  /** The frame's text; its id is `x` where it carries one. */
  frame: () => string;
  /** Absent where the door has no such case. */
  http?: () => { path: string; body: string };
};

const frameOf = (type: string, body: unknown) => JSON.stringify({ type, id: 'x', body });
const messagesOf = (conversationId: string) => `/api/conversations/${conversationId}/messages`;
/** A send with something wrong in it, at both doors. */
const badSend = (wrong: Record<string, unknown>) => {
  const { conversationId, ...rest } = { ...says('never stored'), ...wrong };
  return {
    frame: () => frameOf('messages.send', { conversationId: conversationId ?? channel, ...rest }),
    http: () => ({ path: messagesOf(String(conversationId ?? channel)), body: JSON.stringify(rest) }),
  };
};
// Evaluated when the test runs: the channel is not there before.
const later = (wrong: () => Record<string, unknown>): Pick<BadInput, 'frame' | 'http'> => ({
  frame: () => badSend(wrong()).frame(),
  http: () => badSend(wrong()).http(),
});
/** Made a message. */
const usedKey = ulid();
const adding = () => ({ key: usedKey, after: 1, people: [eve.id] });

const badInputs: BadInput[] = [
  {
    what: 'malformed JSON',
    code: 'malformed',
    sentence: /not JSON/,
    frame: () => '{"type":"messages.send","id":"x",',
    http: () => ({ path: messagesOf(channel), body: '{"text":' }),
  },
  {
    what: 'JSON that is no object',
    code: 'malformed',
    sentence: /JSON object/,
    frame: () => '["messages.send"]',
    http: () => ({ path: messagesOf(channel), body: '["text"]' }),
  },
  {
    what: 'an unknown request',
    code: 'unknown_request',
    sentence: /no such request/,
    frame: () => frameOf('messages.shout', {}),
    http: () => ({ path: '/api/messages/shout', body: '{}' }),
  },
  {
    what: 'a request named like what every object has',
    code: 'unknown_request',
    sentence: /no such request/,
    frame: () => frameOf('constructor', {}),
    http: () => ({ path: '/api/constructor', body: '{}' }),
  },
  { what: 'a wrong type', code: 'invalid', sentence: /^text: /, ...later(() => ({ text: 7 })) },
  { what: 'a missing field', code: 'invalid', sentence: /^key: /, ...later(() => ({ key: undefined })) },
  { what: 'a text of white space', code: 'invalid', sentence: /^text: is empty/, ...later(() => ({ text: ' \n ' })) },
  { what: 'half a character', code: 'invalid', sentence: /^text: has half/, ...later(() => ({ text: 'a\ud800' })) },
  {
    what: 'a text of 16 KB and a byte',
    code: 'too_large',
    sentence: /^text: is over 16 KB/,
    ...later(() => ({ text: 'a'.repeat(limits.textBytes + 1) })),
  },
  {
    what: 'a frame over 28 KB, a body over 64 KB',
    code: 'too_large',
    sentence: /at most (28|64) KB/,
    frame: () => frameOf('messages.send', { ...says('x'), padding: 'a'.repeat(limits.frameBytes) }),
    http: () => ({ path: messagesOf(channel), body: JSON.stringify({ padding: 'a'.repeat(limits.bodyBytes) }) }),
  },
  {
    what: 'a conversation I am not in',
    code: 'not_a_member',
    sentence: /you are not in it/,
    ...later(() => ({ conversationId: elsewhere })),
  },
  {
    what: 'a conversation that is not there',
    code: 'not_a_member',
    sentence: /no such conversation/,
    ...later(() => ({ conversationId: `c-${'0'.repeat(32)}` })),
  },
  {
    what: 'an `after` beyond the head',
    code: 'ahead_of_log',
    sentence: /Catch up/,
    ...later(() => ({ after: 900_000 })),
  },
  {
    what: 'a key that made something else',
    code: 'key_in_use',
    sentence: /Use a new one/,
    frame: () => frameOf('memberships.add', { ...adding(), conversationId: channel }),
    http: () => ({ path: `/api/conversations/${channel}/members`, body: JSON.stringify(adding()) }),
  },
];

describe('bad input', () => {
  beforeAll(async () => {
    expect(await over.http(cy, says('the first with this key', { key: usedKey }))).toHaveProperty('entry');
  });

  it.each(badInputs)(
    '$what is refused as $code on the socket: nothing is stored, the connection is kept',
    async (bad) => {
      const socket = await greeted(cy);
      const before = await stack().rows();
      socket.says(bad.frame());
      const refusal = await socket.hears(({ type }) => type === 'refusal');
      expect(refusal).toMatchObject({ code: bad.code, message: expect.stringMatching(bad.sentence) });
      const isUnreadable = ['malformed', 'too_large'].includes(bad.code) && !bad.sentence.source.startsWith('^text');
      expect(refusal).toHaveProperty('id', isUnreadable ? null : 'x');
      expect(await stack().rows()).toEqual(before);
      expect(await socket.asks('connections.ping', { positions: [] })).toMatchObject({ type: 'reply' });
    },
  );

  it.each(badInputs)('$what is refused as $code over HTTP, and nothing is stored', async ({ code, sentence, http }) => {
    const before = await stack().rows();
    const { path, body } = http?.() ?? { path: '', body: '' };
    const headers = { authorization: `Bearer ${cy.accessToken}`, 'content-type': 'application/json' };
    expect(await call(stack().url, { method: 'POST', path, headers, body })).toMatchObject({
      status: refusals[code].http,
      body: { code, message: expect.stringMatching(sentence) },
      headers: { 'cache-control': 'no-store' },
    });
    expect(await stack().rows()).toEqual(before);
  });

  it('refuses everything but hello as hello_first before the hello, and serves it after', async () => {
    const socket = await openSocket(stack().url, cy.accessToken);
    const before = await stack().rows();
    expect(await over.socket(socket, says('too early'))).toMatchObject({ code: 'hello_first', message: /./ });
    expect(await socket.asks('connections.ping', { positions: [] })).toMatchObject({ code: 'hello_first' });
    expect(await stack().rows()).toEqual(before);
    expect(await socket.asks('connections.hello', hello)).toMatchObject({ type: 'reply' });
    expect(await over.socket(socket, says('in time'))).toMatchObject({ type: 'reply' });
  });

  it('gives requests of a socket no route over HTTP', async () => {
    const headers = { authorization: `Bearer ${cy.accessToken}` };
    const answer = await call(stack().url, { method: 'POST', path: '/api/connections/hello', headers, body: '{}' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown_request' } });
  });

  it('takes a body that is no UTF-8 as text, and refuses what it says', async () => {
    const headers = { authorization: `Bearer ${cy.accessToken}` };
    const body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const answer = await call(stack().url, { method: 'POST', path: messagesOf(channel), headers, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed' } });
  });

  it.each([
    ['[F16] a frame over 32 KB', 1009, () => 'a'.repeat(32 * 1024 + 1)],
    ['a binary frame', 1003, () => Buffer.from('{}')],
  ])('%s closes the connection with %i, as API Gateway does; the next one is served', async (_, code, frame) => {
    const socket = await greeted(cy);
    socket.says(frame());
    expect(await socket.closed).toBe(code);
    await greeted(cy);
  });
});
