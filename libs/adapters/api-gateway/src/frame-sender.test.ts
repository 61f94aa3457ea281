import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { frameSender } from './frame-sender';
import { type Answer, startStubApi, status } from './testing/stub-api';

let api: Awaited<ReturnType<typeof startStubApi>>;
let reports: Record<string, unknown>[];

beforeEach(async () => {
  api = await startStubApi();
  reports = [];
});
afterEach(() => api.stop());

const credentials = { accessKeyId: 'local', secretAccessKey: 'very-secret' };
const sender = (deadlineMs?: number) =>
  frameSender({
    endpoint: api.endpoint,
    region: 'eu-central-1',
    credentials,
    report: (_, details) => reports.push(details),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
const json = { 'content-type': 'application/json' };

describe('a frame sender', () => {
  it('posts the text as it is, signed, to the connection of its stage', async () => {
    const text = '{"type":"bye","reason":"é🙂"}';
    expect(await sender().send('conn1', text)).toBe('sent');
    expect(api.posts).toMatchObject([{ method: 'POST', path: '/live/@connections/conn1', text }]);
    expect(api.posts[0]?.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-central-1\/execute-api\/aws4_request, .*Signature=[0-9a-f]{64}$/,
    );
    expect(reports).toEqual([]);
  });

  it('escapes what a connection id may hold', async () => {
    const id = 'L0SM9c+OFv/HcCI?h#=';
    await sender().send(id, 'hi');
    expect(api.posts[0]?.path).not.toContain(id);
    expect(decodeURIComponent(api.posts[0]?.path ?? '')).toBe(`/live/@connections/${id}`);
  });

  it.each([
    ['as API Gateway sends it', '{"message":"Gone"}', { ...json, 'x-amzn-ErrorType': 'GoneException' }],
    ['with an empty body', '', {}],
    ['with a body that is no JSON', '<html>Gone</html>', { 'content-type': 'text/html' }],
  ])('[F29] finds a connection gone: a 410 %s', async (_, body, headers) => {
    api.answers.push(status(410, body, headers));
    expect(await sender().send('conn1', 'hi')).toBe('gone');
    expect(reports).toEqual([]);
  });

  it('[F31] [F32] finds a connection slow, and does not press on it', async () => {
    api.answers.push(
      status(429, '{"message":"Rate exceeded"}', { ...json, 'x-amzn-ErrorType': 'LimitExceededException' }),
    );
    expect(await sender().send('conn1', 'hi')).toBe('slow');
    expect(api.posts).toHaveLength(1);
    expect(reports).toEqual([]);
  });

  it.each([
    [500, '{"message":"Internal server error"}', json],
    [503, '', {}],
    [403, '<html>Forbidden</html>', { 'content-type': 'text/html' }],
    [413, '{"message":"too large"}', { ...json, 'x-amzn-ErrorType': 'PayloadTooLargeException' }],
  ])('reports any other answer, after one attempt, without the frame: %i', async (code, body, headers) => {
    api.answers.push(status(code, body, headers));
    expect(await sender().send('conn1', 'private words')).toBe('failed');
    expect(api.posts).toHaveLength(1);
    expect(reports).toMatchObject([{ connectionId: 'conn1', status: code }]);
    expect(JSON.stringify(reports)).not.toMatch(/private words|very-secret/);
  });

  it.each<[string, Answer]>([
    ['never answers', () => {}],
    ['never ends its answer', (response) => response.writeHead(200, { 'content-length': '10' }).write('{')],
  ])('[F33] gives up a post that %s', async (_, answer) => {
    api.answers.push(answer);
    expect(await sender(100).send('conn1', 'hi')).toBe('failed');
    expect(reports).toMatchObject([{ connectionId: 'conn1', reason: 'no answer within 100 ms' }]);
  });

  it('reports that nobody listens', async () => {
    await api.stop();
    expect(await sender().send('conn1', 'hi')).toBe('failed');
    expect(reports).toMatchObject([{ connectionId: 'conn1', status: undefined, reason: 'ECONNREFUSED' }]);
  });

  it('takes another socket once when the kept one is dead', async () => {
    const frames = sender();
    await frames.send('conn1', 'first');
    api.answers.push((_, { socket }) => socket.destroy());
    expect(await frames.send('conn1', 'second')).toBe('sent');
    expect(api.posts.map(({ text }) => text)).toEqual(['first', 'second', 'second']);
    api.answers.push(
      (_, { socket }) => socket.destroy(),
      (_, { socket }) => socket.destroy(),
    );
    expect(await frames.send('conn1', 'third')).toBe('failed');
    expect(reports).toMatchObject([{ reason: 'ECONNRESET' }]);
    expect(api.posts).toHaveLength(5);
  });

  it('lets a connection that does not answer hold up no other', async () => {
    const frames = sender();
    const held: (() => void)[] = [];
    api.answers.push((response) => held.push(() => response.end()));
    const slow = frames.send('slow', 'hi');
    await expect.poll(() => held.length).toBe(1);
    for (let nth = 0; nth < 20; nth++) expect(await frames.send(`quick-${nth}`, 'hi')).toBe('sent');
    for (const answer of held) answer();
    expect(await slow).toBe('sent');
  });

  it('has 128 posts under way at once, and never more', async () => {
    const frames = sender(10_000);
    const held: (() => void)[] = [];
    api.answers.push(...Array.from({ length: 300 }, (): Answer => (response) => held.push(() => response.end())));
    let sent = 0;
    const all = Array.from({ length: 300 }, (_, nth) => frames.send(`conn-${nth}`, 'hi').then(() => sent++));
    await expect.poll(() => held.length, { timeout: 20_000 }).toBe(128);
    while (sent < 300) {
      held.shift()?.();
      await new Promise(setImmediate);
    }
    await Promise.all(all);
    expect(api.state.busiest).toBe(128);
    expect(reports).toEqual([]);
  });
});
