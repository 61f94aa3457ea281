import { readFile } from 'node:fs/promises';
import { Entry, type Refusal, refusals } from '@parley/protocol';
import fc from 'fast-check';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { arbitraryCall, type ArbitraryCall } from './testing/arbitrary-call';
import { arbitraryFrame } from './testing/arbitrary-frame';
import { type Answer, ask } from './testing/over-http';
import { throwCalls } from './testing/throw-calls';
import { bareSocket, throwFrames } from './testing/throw-frames';

// `npm run fuzz` throws 20,000 with a new seed each time.
const seed = Number(process.env['SEED'] ?? 1);
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 2_000);
// A frame's answer takes a way of its own, through @connections: it costs three times as much as an HTTP answer.
const frames = Math.ceil(inputs * 0.3);
const calls = inputs - frames;

const deadlineMs = 20_000;
const sockets = { count: 6, atOnce: 4 };
const callsAtOnce = 8;

/** Deals out `count` values of an arbitrary, made a few at a time. */
const dealer = <T>(arbitrary: fc.Arbitrary<T>, count: number): (() => T | undefined) => {
  const handful = 250;
  let made = 0;
  let left: T[] = [];
  return () => {
    if (left.length === 0 && made < count) {
      left = fc.sample(arbitrary, { numRuns: Math.min(handful, count - made), seed: seed + made });
      made += left.length;
    }
    return left.pop();
  };
};

/** What the stack says it has stored. */
const told = () => ({ conversations: new Set<string>(), keys: new Set<string>(), invitations: new Set<string>() });
const Named = z.object({ id: z.string() }).optional();
const Stored = z.object({ entry: Entry.optional(), conversation: Named, invitation: Named });
const note = (into: ReturnType<typeof told>, body: unknown): void => {
  const { entry, conversation, invitation } = Stored.safeParse(body).data ?? {};
  if (entry) into.keys.add(entry.key);
  if (conversation) into.conversations.add(conversation.id);
  if (invitation) into.invitations.add(invitation.id);
};

const judgeRefusal = ({ code, message }: Refusal): void => {
  expect(code, 'a bug of ours').not.toBe('internal');
  expect(message).toMatch(/\S.*/);
};

const RefusedBody = z.object({ code: z.string(), message: z.string() });
const gatewayStatuses = [400, 401, 403, 404, 413];
const judgeAnswer = ({ method, path, signedIn }: ArbitraryCall, { status, body }: Answer): void => {
  expect(status).toBeLessThan(500);
  if (!/^\/api(\/|$|\?)/.test(path) || method === 'HEAD') return;
  if (!signedIn && !/^\/api\/(openapi|asyncapi)\.json/.test(path)) expect([400, 401, 404]).toContain(status);
  if (status === 200) return void expect(body).toBeTypeOf('object');
  const refused = RefusedBody.safeParse(body).data;
  if (refused) expect(refusals).toHaveProperty(refused.code, expect.objectContaining({ http: status }));
  else
    expect({ status, body }).toEqual({
      status: expect.toBeOneOf(gatewayStatuses),
      body: { message: expect.any(String) },
    });
};

const stack = useStack();

it(`answers ${inputs} arbitrary frames and HTTP requests with replies and refusals, and stores nothing else, seed ${seed}`, async () => {
  const { url, logFile, rows } = stack();
  const [victim, friend] = [await joinAs(url, 'Vic'), await joinAs(url, 'Fay')];
  const mallory = await joinAs(url, 'Mallory');
  const victims = await newChannel(url, victim, [friend]);
  expect(await say(url, victim, victims, 'before')).toMatchObject({ status: 200 });
  const own = await Promise.all(Array.from({ length: 12 }, () => newChannel(url, mallory)));
  const listening = await openSocket(url, victim.accessToken);
  const hello = { positions: [{ conversationId: victims, seq: 2 }], build: 'test' };
  await listening.asks('connections.hello', hello);
  const before = await rows();

  const stored = told();
  const conversationIds = [victims, ...own];
  const nextFrame = dealer(arbitraryFrame(conversationIds), frames);
  const nextCall = dealer(arbitraryCall(conversationIds), calls);
  const answers: Record<string, number> = {};
  const count = (what: string) => void (answers[what] = (answers[what] ?? 0) + 1);

  const throwAtSocket = async (greets: boolean) => {
    const socket = await bareSocket(url, mallory.accessToken);
    const thrown = [...(greets ? [JSON.stringify({ type: 'connections.hello', id: '1', body: hello })] : [])];
    await throwFrames(
      socket,
      () => thrown.pop() ?? nextFrame(),
      (answer) => {
        count(answer.type === 'reply' ? 'reply' : answer.code);
        if (answer.type === 'refusal') judgeRefusal(answer);
        else note(stored, answer.body);
      },
      { atOnce: sockets.atOnce, deadlineMs },
    );
    socket.close();
  };
  const throwOverHttp = () =>
    throwCalls({ url, token: mallory.accessToken, deadlineMs }, nextCall, (thrown, answer) => {
      count(String(answer.status));
      judgeAnswer(thrown, answer);
      note(stored, answer.body);
    });
  try {
    await Promise.all([
      ...Array.from({ length: sockets.count }, (_, i) => throwAtSocket(i > 0)),
      ...Array.from({ length: callsAtOnce }, throwOverHttp),
    ]);
  } catch (cause) {
    throw new Error(`${String(cause)}\nThe log: ${await errorsIn(logFile)}`, { cause });
  }
  expect(Object.values(answers).reduce((sum, count) => sum + count, 0)).toBe(inputs + sockets.count - 1);
  // What was thrown was neither all nonsense nor all good: it got as far as every kind of check.
  const reached = ['reply', 'malformed', 'invalid', 'too_large', 'unknown_request', 'not_a_member', 'ahead_of_log'];
  const statuses = ['200', '400', '401', '403', '404', '409', '413'];
  expect(Object.keys(answers)).toEqual(expect.arrayContaining([...reached, ...statuses]));
  expect(stored.keys.size).toBeGreaterThan(0);

  const after = await rows();
  // Nobody else's row has changed, and nobody else has heard anything.
  const theirs = [mallory.id, ...own, ...stored.conversations];
  // Invitations, handles and the directory are not kept by person: there, a row says whose it is.
  const isShared = (key: string) => /^(I#|K#|H#|INVITATIONS|DIRECTORY)/.test(key);
  const names = (row: object) => [mallory.id, ...stored.invitations].some((id) => JSON.stringify(row).includes(id));
  const isMallorys = (key: string, row: object) =>
    theirs.some((id) => key.slice(2).startsWith(id)) || (isShared(key) && names(row));
  const othersOf = (all: Map<string, object>) => new Map([...all].filter(([key, row]) => !isMallorys(key, row)));
  expect(othersOf(after)).toEqual(othersOf(before));
  expect(listening.heard()).toEqual([]);
  // Of Mallory's own, every conversation and every entry that stands there was answered with a reply.
  const fresh = [...after].filter(([key]) => !before.has(key));
  const conversations = fresh.flatMap(([key]) => /^C#(\S+) #META$/.exec(key)?.[1] ?? []);
  expect(new Set(conversations)).toEqual(new Set([...stored.conversations].filter((id) => !own.includes(id))));
  const keys = fresh.flatMap(([, row]) => Answered.safeParse(row).data?.key.S ?? []);
  expect(new Set(keys)).toEqual(stored.keys);

  // It still serves: the victims, on the connection that was open all along, and Mallory, who did nothing forbidden.
  expect(await listening.asks('connections.ping', { positions: [] })).toMatchObject({ type: 'reply' });
  expect(await say(url, friend, victims, 'after')).toMatchObject({ status: 200 });
  expect(await listening.hears(({ type }) => type === 'entries')).toMatchObject({ entries: [{ seq: 3 }] });
  expect(await ask(url, mallory, 'people.me', {})).toMatchObject({ status: 200 });
  // Nothing was thrown anywhere behind the doors.
  expect(await errorsIn(logFile)).toEqual([]);
}, 300_000);

const errorsIn = async (logFile: string): Promise<string[]> =>
  (await readFile(logFile, 'utf8')).split('\n').filter((line) => /ERROR|request failed/.test(line));
// Beginning and leaving are answered with a row instead of their entry.
const isAnswered = (kind: string) => kind !== 'conversation.created' && kind !== 'member.left';
const Answered = z.object({ kind: z.object({ S: z.string().refine(isAnswered) }), key: z.object({ S: z.string() }) });
const say = (url: string, person: SignedIn, conversationId: string, text: string) =>
  ask(url, person, 'messages.send', { conversationId, key: ulid(), after: 1, text });
