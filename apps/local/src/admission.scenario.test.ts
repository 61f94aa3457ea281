import { readFile } from 'node:fs/promises';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { newChannel } from './testing/a-channel';
import { joinAs, passwordOf, resetTo, type SignedIn, signInTo } from './testing/a-person';
import { openSocket, refusedHandshake } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { reissued, tampered } from './testing/a-token';
import { ask, call } from './testing/over-http';
import { password, people } from './seed';

const stack = useStack();
let cy: SignedIn;
const tokens: Record<string, string> = {};
const hourAgo = Math.floor(Date.now() / 1000) - 3600;

beforeAll(async () => {
  const { url, poolFile } = stack();
  cy = await joinAs(url, 'Cy');
  const { accessToken } = cy;
  Object.assign(tokens, {
    'a word': 'letmein',
    'an expired token': await reissued(accessToken, poolFile, { exp: hourAgo, iat: hourAgo - 3600 }),
    'a token that somebody changed': tampered(accessToken, { sub: 'somebody-else' }),
    "another pool's token": await reissued(accessToken, poolFile, { iss: 'https://example.com/pool' }),
    "another client's token": await reissued(accessToken, poolFile, { client_id: 'another', aud: 'another' }),
    'an unsigned token': tampered(accessToken, {}).replace(/[^.]*$/, ''),
  });
}, 60_000);

const me = (authorization: string | undefined, headers: Record<string, string> = {}) =>
  call(stack().url, {
    path: '/api/people/me',
    headers: { ...(authorization !== undefined && { authorization }), ...headers },
  });
const foreign = 'https://evil.example';

describe('signing in', () => {
  it.each(people)('knows $name from the start', async ({ name, email }) => {
    const { url } = stack();
    const signedIn = await signInTo(url, email, password);
    const person = { id: signedIn.id, name, email, ...(name === 'Ana' && { role: 'owner', status: 'active' }) };
    expect((await ask(url, signedIn, 'people.me', {})).body).toEqual({ person, settings: { readReceipts: true } });
  });

  it('lets somebody in who has signed up with a mailed code', async () => {
    const { url } = stack();
    const { body } = await ask(url, cy, 'people.find', { email: 'CY@example.com' });
    expect(body).toEqual({ people: [{ id: cy.id, name: 'Cy', email: 'cy@example.com' }] });
  });
});

describe('an account without a profile, as a trigger that failed leaves it', () => {
  it('[AUTH-11] is refused in words, and gets its profile with its next password', async () => {
    const { url, forget } = stack();
    const flo = await joinAs(url, 'Flo');
    await forget(`P#${flo.id}`, '#PROFILE');
    await forget(`H#${flo.email}`, '#');
    const socket = await openSocket(url, flo.accessToken);
    onTestFinished(() => socket.close());
    const hello = { positions: [], build: 'test' };
    expect(await socket.asks('connections.hello', hello)).toMatchObject({ type: 'refusal', code: 'no_profile' });
    await expect(signInTo(url, flo.email, passwordOf('Flo'))).rejects.toThrow(/choose_password/);
    const secret = await resetTo(url, flo.email, passwordOf('Flo again'));
    const again = await signInTo(url, flo.email, passwordOf('Flo again'), secret);
    expect((await ask(url, again, 'people.me', {})).body).toMatchObject({ person: { id: flo.id, name: 'Flo' } });
  });

  it.each(['tom&jerry@example.com', 'zoe@intranet'])('is no fate of %s', async (email) => {
    const { url } = stack();
    const person = await joinAs(url, 'Tom', email);
    expect((await ask(url, person, 'people.find', { email })).body).toMatchObject({ people: [{ id: person.id }] });
  });
});

const badTokens = [
  'a word',
  'an expired token',
  'a token that somebody changed',
  "another pool's token",
  "another client's token",
  'an unsigned token',
];

describe('the handshake', () => {
  const shakeHands = (...protocols: string[]) => refusedHandshake(stack().url, protocols);

  it.each(badTokens)('[F4] answers 401 to %s', async (name) => {
    expect(await shakeHands('chat.v1', `bearer.${tokens[name]}`)).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
    });
  });

  it('[F4] answers 401 to an id token: that one is for the page to read', async () => {
    expect(await shakeHands('chat.v1', `bearer.${cy.idToken}`)).toMatchObject({ status: 401 });
  });

  it.each([
    ['without any subprotocol', []],
    ['without a token', ['chat.v1']],
    ['with a token but without the protocol', ['bearer.TOKEN']],
    ['with another protocol', ['chat.v2', 'bearer.TOKEN']],
  ])('[F4] answers 401 %s', async (_, protocols) => {
    const offered = protocols.map((protocol) => protocol.replace('TOKEN', cy.accessToken));
    expect(await shakeHands(...offered)).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  });

  it('takes no token from the URL', async () => {
    const handshake = refusedHandshake(stack().url, ['chat.v1'], {}, `/ws?token=${cy.accessToken}`);
    expect(await handshake).toMatchObject({ status: 401 });
  });

  it('[F4] answers 403 to a page of another origin, however good its token', async () => {
    const handshake = refusedHandshake(stack().url, ['chat.v1', `bearer.${cy.accessToken}`], { origin: foreign });
    expect(await handshake).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  });

  it.each(['localhost', '127.0.0.1'])('lets the page in that was loaded from %s', async (host) => {
    const { url } = stack();
    const socket = await openSocket(url, cy.accessToken, { origin: `http://${host}:${new URL(url).port}` });
    expect(await socket.asks('connections.hello', { positions: [], build: 'test' })).toMatchObject({ type: 'reply' });
  });

  it('echoes the protocol and never the token', async () => {
    const socket = await openSocket(stack().url, cy.accessToken);
    expect(socket.protocol()).toBe('chat.v1');
  });
});

describe('the HTTP API', () => {
  it.each(badTokens)('answers 401 to %s, with the reason in its header alone', async (name) => {
    expect(await me(`Bearer ${tokens[name]}`)).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
      headers: { 'www-authenticate': expect.stringContaining('error="invalid_token"') },
    });
  });

  it('answers 401 without a token, also where there is no such request', async () => {
    expect(await me(undefined)).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    expect(await call(stack().url, { path: '/api/nothing' })).toMatchObject({ status: 401 });
  });

  it('refuses an id token as not_signed_in', async () => {
    expect(await me(`Bearer ${cy.idToken}`)).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in', message: 'Sign in again.' },
    });
  });

  it('refuses a page of another origin as foreign_origin, and allows it nothing in CORS', async () => {
    const answer = await me(`Bearer ${cy.accessToken}`, { origin: foreign });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'foreign_origin', message: expect.stringMatching(/page/) },
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('serves our own page, and scripts, which send no origin', async () => {
    expect(await me(`Bearer ${cy.accessToken}`, { origin: stack().url })).toMatchObject({ status: 200 });
    expect(await me(`Bearer ${cy.accessToken}`)).toMatchObject({ status: 200 });
  });
});

it('tells neither tokens nor what was said in its log', async () => {
  const { url, logFile } = stack();
  const said = `a word that nobody else says: ${ulid()}`;
  await newChannel(url, cy).then((conversationId) =>
    ask(url, cy, 'messages.send', { conversationId, key: ulid(), after: 1, text: said }),
  );
  const wrong = tampered(cy.accessToken, { sub: `stranger-${ulid()}` });
  await refusedHandshake(url, ['chat.v1', `bearer.${wrong}`]);
  // The refused handshake is told, so the log is one that tells things.
  const log = await vi.waitFor(async () => {
    const text = await readFile(logFile, 'utf8');
    expect(text).toContain('authorize ERROR');
    return text;
  });
  for (const secret of [said, wrong, cy.accessToken, cy.idToken]) expect(log).not.toContain(secret);
});
