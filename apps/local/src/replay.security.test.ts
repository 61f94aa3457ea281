import { beforeAll, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { joinAs, passwordOf, type SignedIn, signInTo } from './testing/a-person';
import { openSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask, type Answer } from './testing/over-http';

const stack = useStack();
let owner: SignedIn;

/** What a process knows of somebody counts for 30 s (DEL-6); the rest is for the machine. */
const atMostMs = 35_000;
const processes = 6;

beforeAll(async () => {
  owner = await joinAs(stack().url, 'Olga');
  await stack().set(`P#${owner.id}`, '#PROFILE', 'role', 'owner');
}, 180_000);

/** Somebody with two devices, whose tokens every process at both doors knows to be good. */
const withTwoDevices = async (name: string) => {
  const { url } = stack();
  const desk = await joinAs(url, name);
  const phone = await signInTo(url, desk.email, passwordOf(name));
  for (const device of [desk, phone]) expect((await asks(device)).status).toBe(200);
  return { desk, phone };
};
const asks = (person: SignedIn): Promise<Answer> => ask(stack().url, person, 'conversations.list', {});
const greets = async ({ accessToken }: SignedIn) => {
  const socket = await openSocket(stack().url, accessToken);
  onTestFinished(() => socket.close());
  return socket.asks('connections.hello', { positions: [], build: 'test' });
};

/** The token, which has not expired, is shown at both doors again and again, until neither takes it any more. */
const isRefused = async (person: SignedIn, code: string): Promise<void> => {
  // A hello asks what stands there now, so not even the first one is taken.
  expect(await greets(person)).toMatchObject({ type: 'refusal', code });
  // More at once than one process takes: each knows for itself.
  const codes = async () => {
    const answers = await Promise.all(Array.from({ length: processes }, () => asks(person)));
    return answers.map(({ body }) => (body as { code?: string }).code);
  };
  await expect.poll(codes, { timeout: atMostMs }).toEqual(Array.from({ length: processes }, () => code));
};

const Sessions = z.object({ sessions: z.array(z.object({ id: z.string(), isThis: z.boolean() })) });
const revokes = async (desk: SignedIn) => {
  const { sessions } = Sessions.parse((await ask(stack().url, desk, 'sessions.list', {})).body);
  const sessionId = sessions.find(({ isThis }) => !isThis)?.id ?? '';
  return ask(stack().url, desk, 'sessions.revoke', { sessionId });
};

it('[DEL-6] takes a copied token at neither door within 35 s of sign-out, sign-out everywhere and suspension', async () => {
  const { url } = stack();
  // One after the other: only one person can be signing in at a time in this process.
  const rob = await withTwoDevices('Rob');
  const ada = await withTwoDevices('Ada');
  const sue = await withTwoDevices('Sue');
  expect((await revokes(rob.desk)).status).toBe(200);
  expect((await ask(url, ada.desk, 'sessions.revokeAll', {})).status).toBe(200);
  expect((await ask(url, owner, 'people.suspend', { personId: sue.desk.id })).status).toBe(200);
  await Promise.all([
    isRefused(rob.phone, 'not_signed_in'),
    isRefused(ada.desk, 'not_signed_in'),
    isRefused(ada.phone, 'not_signed_in'),
    isRefused(sue.desk, 'suspended'),
    isRefused(sue.phone, 'suspended'),
  ]);
  // The device that was not signed out stays.
  expect((await asks(rob.desk)).status).toBe(200);
}, 180_000);
