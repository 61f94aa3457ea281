import { readFile } from 'node:fs/promises';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { newChannel } from './testing/a-channel';
import { joinAs, passwordOf, type SignedIn, signInTo } from './testing/a-person';
import { openSocket, type TestSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask } from './testing/over-http';

const stack = useStack();
let owner: SignedIn;

beforeAll(async () => {
  const { url, set } = stack();
  owner = await joinAs(url, 'Olga');
  await set(`P#${owner.id}`, '#PROFILE', 'role', 'owner');
}, 60_000);

/** A device that said hello. */
const device = async ({ accessToken }: SignedIn, name: string): Promise<TestSocket> => {
  const socket = await openSocket(stack().url, accessToken);
  onTestFinished(() => socket.close());
  const reply = await socket.asks('connections.hello', { positions: [], build: 'test', device: name });
  expect(reply).toMatchObject({ type: 'reply' });
  return socket;
};

/** Somebody with two devices, each signed in by itself, in a channel with Olga. */
const withTwoDevices = async (name: string) => {
  const { url } = stack();
  const desk = await joinAs(url, name);
  const phone = await signInTo(url, desk.email, passwordOf(name));
  const conversationId = await newChannel(url, owner, [desk]);
  const [onDesk, onPhone] = [await device(desk, 'desk'), await device(phone, 'phone')];
  const says = async (text: string) => {
    const body = { conversationId, key: ulid(), after: 1, text };
    expect((await ask(url, owner, 'messages.send', body)).status).toBe(200);
  };
  return { url, desk, phone, onDesk, onPhone, says };
};

/** What a device heard of what was said. */
const entriesOf = (socket: TestSocket) => socket.heard().filter(({ type }) => type === 'entries');
/** DEL-6: within seconds, however slow the machine is that runs this. */
const seconds = 10_000;
const closedWithin = async (socket: TestSocket, ms: number): Promise<void> => {
  const since = performance.now();
  await socket.closed;
  expect(performance.now() - since).toBeLessThan(ms);
};

describe('connections of somebody who may come in no more', () => {
  it('[DEL-6] [F27] are told so and closed within seconds of a suspension; nothing reaches them any more, at either door', async () => {
    const { url, desk, phone, onDesk, onPhone, says } = await withTwoDevices('Sue');
    expect((await ask(url, owner, 'people.suspend', { personId: desk.id })).status).toBe(200);
    await Promise.all([onDesk, onPhone].map((socket) => closedWithin(socket, seconds)));
    for (const socket of [onDesk, onPhone]) expect(socket.heard()).toContainEqual({ type: 'bye', reason: 'suspended' });
    await says('without Sue');
    for (const socket of [onDesk, onPhone]) expect(entriesOf(socket)).toEqual([]);
    for (const { accessToken } of [desk, phone]) {
      const again = await openSocket(url, accessToken);
      onTestFinished(() => again.close());
      const answer = await again.asks('connections.hello', { positions: [], build: 'test' });
      expect(answer).toMatchObject({ type: 'refusal', code: 'suspended' });
    }
  });

  it('[DEL-6] are closed for a session that was signed out from another device, and the others stay', async () => {
    const { url, desk, onDesk, onPhone, says } = await withTwoDevices('Rob');
    const { body } = await ask(url, desk, 'sessions.list', {});
    const { sessions } = body as { sessions: { id: string; device?: string; isThis: boolean }[] };
    expect(sessions.map(({ device, isThis }) => [device, isThis])).toEqual([
      ['desk', true],
      ['phone', false],
    ]);
    const sessionId = sessions[1]?.id ?? '';
    expect((await ask(url, desk, 'sessions.revoke', { sessionId })).status).toBe(200);
    await closedWithin(onPhone, seconds);
    expect(onPhone.heard()).toContainEqual({ type: 'bye', reason: 'signed_out' });
    await says('hi');
    await onDesk.hears(({ type }) => type === 'entries');
    expect(entriesOf(onPhone)).toEqual([]);
  });

  it('[AUTH-3] are closed on all devices by a sign-out everywhere; who signs in again is let in', async () => {
    const { url, desk, onDesk, onPhone } = await withTwoDevices('Ada');
    expect((await ask(url, desk, 'sessions.revokeAll', {})).status).toBe(200);
    await Promise.all([onDesk, onPhone].map((socket) => closedWithin(socket, seconds)));
    const again = await openSocket(url, desk.accessToken);
    onTestFinished(() => again.close());
    expect(await again.asks('connections.hello', { positions: [], build: 'test' })).toMatchObject({
      type: 'refusal',
      code: 'not_signed_in',
    });
    // Sign-ins are dated to the second: one of the very second of the sign-out is not taken either.
    const signsInAgain = async () => {
      const { accessToken } = await signInTo(url, desk.email, passwordOf('Ada'));
      const socket = await openSocket(url, accessToken);
      onTestFinished(() => socket.close());
      return (await socket.asks('connections.hello', { positions: [], build: 'test' })).type;
    };
    await expect.poll(signsInAgain, { timeout: seconds }).toBe('reply');
  });
});

it('[AUTH-6] [ROLE-5] a removal is finished from the stream: no address, place in the directory or connection; a channel is handed on', async () => {
  const { url, set, rows } = stack();
  const leaver = await joinAs(url, 'Lea');
  const conversationId = await newChannel(url, leaver, [owner]);
  const socket = await device(leaver, 'desk');
  const left = async () => {
    const all = await rows();
    const keys = [...all.keys()];
    const address = keys.filter((key) => key.startsWith(`H#${leaver.email} `));
    const places = keys.filter((key) => key.startsWith('DIRECTORY ') && key.endsWith(leaver.id));
    const profile = JSON.stringify(all.get(`P#${leaver.id} #PROFILE`));
    return { address: address.length, isListed: places.length > 0, isNamed: profile.includes(leaver.email) };
  };
  expect(await left()).toEqual({ address: 1, isListed: true, isNamed: true });
  await set(`P#${leaver.id}`, '#PROFILE', 'status', 'removed');
  await closedWithin(socket, seconds);
  await expect.poll(left, { timeout: seconds }).toEqual({ address: 0, isListed: false, isNamed: false });
  const { body } = await ask(url, owner, 'memberships.list', { conversationId });
  expect(body).toMatchObject({ members: [{ person: { id: owner.id }, role: 'owner' }] });
});

it('[DEL-6] [AUTH-6] a removal that keeps failing holds up no closing, and is finished once it can be', async () => {
  const { url, set, rows } = stack();
  const stuck = await joinAs(url, 'Tom');
  const conversationId = await newChannel(url, stuck);
  const onDesk = await device(stuck, 'desk');
  const suspended = await withTwoDevices('Eve');
  const isNamed = async () => JSON.stringify((await rows()).get(`P#${stuck.id} #PROFILE`)).includes(stuck.email);
  await set(`C#${conversationId}`, '#META', 'kind', 'unreadable'); // so that nobody can be taken out of it
  await set(`P#${stuck.id}`, '#PROFILE', 'status', 'removed');
  await closedWithin(onDesk, seconds);
  await expect.poll(() => readFile(stack().logFile, 'utf8'), { timeout: seconds }).toContain('removal not finished');
  expect((await ask(url, owner, 'people.suspend', { personId: suspended.desk.id })).status).toBe(200);
  await Promise.all([suspended.onDesk, suspended.onPhone].map((socket) => closedWithin(socket, seconds)));
  expect(await isNamed()).toBe(true);
  await set(`C#${conversationId}`, '#META', 'kind', 'channel');
  await expect.poll(isNamed, { timeout: seconds }).toBe(false);
}, 60_000);
