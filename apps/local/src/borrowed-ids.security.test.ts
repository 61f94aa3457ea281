import { randomUUID } from 'node:crypto';
import { encodeHttp, requests, type RequestType } from '@parley/protocol';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket, type TestSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { type Borrowed, borrowingCases } from './testing/borrowed-ids';
import { ask } from './testing/over-http';

const stack = useStack();
let mallory: SignedIn;
let vic: SignedIn;
/** Mallory's. */
let socket: TestSocket;
const borrowed: { channel?: Borrowed; direct?: Borrowed; nobodys?: Borrowed } = {};

// Words that only the victims say: wherever one turns up, something has leaked.
const secret = `the launch is on ${ulid()}`;
const channelName = `Plan ${ulid()}`;
const device = `Desk ${ulid()}`;

/** What is answered although it names somebody else's, and why that is meant. Everything else must be refused. */
const answered: Partial<Record<RequestType, string>> = {
  'connections.hello': 'says of each position that it is gone',
  'connections.ping': 'says of each position that it is gone',
  'connections.focus': 'tells me nothing: signals go to members alone',
  'conversations.open': 'colleagues may talk to each other',
  'conversations.list': 'only my own, whatever the cursor',
  'delivery.received': 'passes over what I am not in',
  'people.find': 'the directory is for members',
  'people.presence': 'colleagues see who is there',
  'people.search': 'the directory is for members',
  'people.changeAddress': 'says of every address that a code was mailed, which nobody reads but who holds it',
  'people.block': 'my own list',
  'people.unblock': 'my own list',
  'invitations.list': 'only my own, whatever the cursor',
};
/** What anybody may be refused for, before it is looked whose it is: that would prove nothing. */
const notLookedAt = ['invalid', 'malformed', 'unknown_request', 'hello_first', 'slow_down', 'internal', 'too_large'];

const Opened = z.object({ conversation: z.object({ id: z.string() }) });
const Sessions = z.object({ sessions: z.array(z.object({ id: z.string() })) });
const Invited = z.object({ invitation: z.object({ id: z.string() }) });

const greeted = async (person: SignedIn, name: string): Promise<TestSocket> => {
  const socket = await openSocket(stack().url, person.accessToken);
  const hello = { positions: [], build: 'test', device: name };
  expect(await socket.asks('connections.hello', hello)).toMatchObject({ type: 'reply' });
  return socket;
};

beforeAll(async () => {
  const { url } = stack();
  vic = await joinAs(url, 'Vic');
  const fay = await joinAs(url, 'Fay');
  mallory = await joinAs(url, 'Mallory');
  (await greeted(vic, device)).close();
  const channel = await newChannel(url, vic, [fay]);
  const direct = await ask(url, vic, 'conversations.open', { kind: 'direct', key: ulid(), people: [fay.id] });
  const both = [channel, Opened.parse(direct.body).conversation.id];
  for (const conversationId of both) {
    const said = { conversationId, key: ulid(), after: 1, text: secret };
    expect((await ask(url, vic, 'messages.send', said)).status).toBe(200);
  }
  const renamed = { conversationId: channel, key: ulid(), after: 2, name: channelName };
  expect((await ask(url, vic, 'conversations.rename', renamed)).status).toBe(200);
  const { sessions } = Sessions.parse((await ask(url, vic, 'sessions.list', {})).body);
  const { invitation } = Invited.parse((await ask(url, vic, 'invitations.create', { key: ulid() })).body);
  socket = await greeted(mallory, 'mine');
  const theirs = (conversationId: string): Borrowed => ({
    ...{ conversationId, personId: vic.id, email: vic.email, seq: 2, token: vic.accessToken },
    ...{ sessionId: sessions[0]?.id ?? '', invitationId: invitation.id },
  });
  borrowed.channel = theirs(channel);
  borrowed.direct = theirs(both[1] ?? '');
  borrowed.nobodys = {
    ...{ conversationId: `c-${'0'.repeat(32)}`, personId: randomUUID(), email: 'nobody@example.com', seq: 2 },
    ...{ token: 'nobodys', sessionId: randomUUID(), invitationId: '0'.repeat(16) },
  };
}, 180_000);
afterAll(() => socket.close());

type Said = { code?: string | undefined; message?: string | undefined; text: string };
const Refused = z.object({ code: z.string(), message: z.string() });
const said = (answer: unknown, text: string): Said => ({ ...Refused.safeParse(answer).data, text });

/** Both doors, as somebody; a request that a door does not have is left out there. */
const doorsOf = (who: () => { person: SignedIn; socket: TestSocket }) => ({
  http: async (type: RequestType, body: Record<string, unknown>): Promise<Said | undefined> => {
    if (!encodeHttp(type, body)) return undefined;
    const answer = await ask(stack().url, who().person, type, body as never);
    return said(answer.body, answer.text);
  },
  socket: async (type: RequestType, body: Record<string, unknown>): Promise<Said> => {
    const { socket } = who();
    const answer = await socket.asks(type, body as never);
    return said(answer, JSON.stringify([answer, ...socket.heard()]));
  },
});
const doors = doorsOf(() => ({ person: mallory, socket }));

const isMallorys = (key: string): boolean => key.includes(mallory.id) || key.includes(mallory.email);
const othersRows = async (): Promise<Map<string, object>> =>
  new Map([...(await stack().rows())].filter(([key]) => !isMallorys(key)));

// A token is shown to speak for somebody, not to name them: it has a test of its own.
const cases = borrowingCases().filter(({ type }) => type !== 'connections.renew');

describe("what names something of somebody else's", () => {
  it.each(cases)('opens nothing of theirs at either door: $title', async ({ type, body }) => {
    const before = await othersRows();
    const { channel, direct, nobodys } = borrowed as Required<typeof borrowed>;
    for (const asked of [body(channel), body(direct)])
      expect(requests[type].body.safeParse(asked), 'the request itself is a good one').toMatchObject({ success: true });
    for (const [name, door] of Object.entries(doors)) {
      const [unknown, ...theirs] = await Promise.all([nobodys, channel, direct].map((it) => door(type, body(it))));
      for (const answer of theirs) {
        if (!answer) continue;
        for (const word of [secret, channelName, device]) expect(answer.text, name).not.toContain(word);
        if (answered[type]) continue;
        expect(notLookedAt, `${name}: ${answer.text}`).not.toContain(answer.code ?? 'invalid');
        // Nor does it tell that there is such a thing.
        const { code, message } = unknown ?? {};
        expect({ code: answer.code, message: answer.message }, name).toEqual({ code, message });
      }
    }
    const after = await othersRows();
    for (const [key, row] of before) expect(after.get(key), key).toEqual(row);
    if (type !== 'conversations.open') expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  });

  it('closes the connection on which their token is shown, and serves nothing more on it', async () => {
    const mine = await greeted(mallory, 'another');
    onTestFinished(() => mine.close());
    mine.says(JSON.stringify({ type: 'connections.renew', id: 'x', body: { token: vic.accessToken } }));
    expect(await mine.hears(({ type }) => type === 'bye')).toEqual({ type: 'bye', reason: 'signed_out' });
    await mine.closed;
    expect(mine.heard()).toEqual([]);
  });

  it('is tried in every request that names anything, and every exception is one of them', () => {
    expect(cases.length).toBeGreaterThan(35);
    expect(cases.map(({ type }) => type)).toEqual(expect.arrayContaining(Object.keys(answered)));
  });
});

/** What a member is refused whatever it names: an admin is asked whom it is about. */
const ruling = ['people.role', 'people.suspend', 'people.reinstate', 'people.resetSecondStep'] as const;

describe('what an admin asks about somebody by their id', () => {
  let admin: { person: SignedIn; socket: TestSocket };
  let owner: SignedIn;
  const asAdmin = doorsOf(() => admin);
  const profileOf = async (id: string) => (await stack().rows()).get(`P#${id} #PROFILE`);

  beforeAll(async () => {
    const { url, set } = stack();
    owner = await joinAs(url, 'Olga');
    await set(`P#${owner.id}`, '#PROFILE', 'role', 'owner');
    const person = await joinAs(url, 'Adam');
    await set(`P#${person.id}`, '#PROFILE', 'role', 'admin');
    admin = { person, socket: await greeted(person, 'desk') };
  }, 60_000);
  afterAll(() => admin.socket.close());

  const ofPeople = cases.filter(({ type }) => ruling.some((one) => one === type));
  const naming = (personId: string): Borrowed => ({ ...(borrowed as Required<typeof borrowed>).nobodys, personId });

  it.each(ofPeople)(
    '[ROLE-2] is refused of an owner and of nobody, and changes nothing: $title',
    async ({ type, body }) => {
      const before = await stack().rows();
      for (const door of Object.values(asAdmin)) {
        expect(await door(type, body(naming(owner.id)))).toMatchObject({ code: 'not_allowed' });
        expect(await door(type, body(naming(randomUUID())))).toMatchObject({ code: 'person_not_found' });
      }
      expect(await stack().rows()).toEqual(before);
    },
  );

  it.each(ofPeople)('[ROLE-2] is done to the member that it names, and to no other: $title', async ({ type, body }) => {
    const { url } = stack();
    const member = await joinAs(url, `M${type.replaceAll('.', '-')}`);
    await stack().set(`P#${member.id}`, '#PROFILE', 'status', type === 'people.reinstate' ? 'suspended' : 'active');
    const [was, vics] = [await profileOf(member.id), await profileOf(vic.id)];
    const about = { ...body(naming(member.id)), ...(type === 'people.role' && { role: 'guest' }) };
    expect((await asAdmin.http(type, about))?.code).toBeUndefined();
    // A second step stands in the pool alone.
    if (type !== 'people.resetSecondStep') expect(await profileOf(member.id)).not.toEqual(was);
    expect(await profileOf(vic.id)).toEqual(vics);
  });

  it('has a case for each, of which a member is refused all', async () => {
    expect(new Set(ofPeople.map(({ type }) => type))).toEqual(new Set(ruling));
    for (const { type, body } of ofPeople)
      expect(await doors.http(type, body(naming(vic.id)))).toMatchObject({ code: 'not_allowed' });
  });
});
