import { type Entry, type Input, type Reply, requests, type RequestType } from '@parley/protocol';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket, type TestSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask } from './testing/over-http';

const stack = useStack();
let cy: SignedIn;
let di: SignedIn;
let eve: SignedIn;

beforeAll(async () => {
  const { url } = stack();
  cy = await joinAs(url, 'Cy');
  di = await joinAs(url, 'Di');
  eve = await joinAs(url, 'Eve');
}, 60_000);

/** Asks through one of the doors; the body of the answer, whichever it is. */
type Door = <T extends RequestType>(type: T, body: Input<T>) => Promise<unknown>;

const greeted = async (person: SignedIn): Promise<TestSocket> => {
  const socket = await openSocket(stack().url, person.accessToken);
  expect(await socket.asks('connections.hello', { positions: [], build: 'test' })).toMatchObject({ type: 'reply' });
  return socket;
};
const doors: Record<string, (person: SignedIn) => Promise<Door>> = {
  HTTP: async (person) => async (type, body) => (await ask(stack().url, person, type, body)).body,
  'the socket': async (person) => {
    const socket = await greeted(person);
    return async (type, body) => {
      const frame = await socket.asks(type, body);
      if (frame.type === 'refusal') return { code: frame.code, message: frame.message };
      return 'body' in frame ? frame.body : undefined;
    };
  },
};

type ChangeType = Exclude<
  Extract<RequestType, `messages.${string}` | 'conversations.rename' | `memberships.${string}`>,
  'messages.history' | 'messages.changes' | 'memberships.leave' | 'memberships.list'
>;

describe.each(Object.keys(doors))('through %s', (name) => {
  /** A channel of the three, its owner Cy and member Di behind this door, and Eve listening on a socket. */
  const aChannel = async () => {
    const conversationId = await newChannel(stack().url, cy, [di, eve]);
    const [owner, author, listener] = [await doors[name]!(cy), await doors[name]!(di), await greeted(eve)];
    /** Asks for a change; its entry, as the listener is pushed it. */
    const does = async <T extends ChangeType>(door: Door, type: T, about: object, key = ulid()): Promise<Entry> => {
      const body = { conversationId, key, after: 1, ...about } as Input<T>;
      const { entry } = requests[type].reply.parse(await door(type, body)) as Reply<'messages.edit'>;
      const isIt = (frame: object) => JSON.stringify(frame).includes(`"key":"${entry.key}"`);
      expect(await listener.hears(isIt)).toEqual({ type: 'entries', conversationId, entries: [entry] });
      return entry;
    };
    const refused = (door: Door, type: ChangeType, about: object, key = ulid()) =>
      door(type, { conversationId, key, after: 1, ...about } as never);
    return { conversationId, owner, author, listener, does, refused };
  };

  it('[LOG-6] [SYNC-8] a message is edited, reacted to and deleted, and history shows it as it is', async () => {
    const { conversationId, owner, author, does, refused } = await aChannel();
    const { seq: target } = await does(author, 'messages.send', { text: 'first words' });
    await does(owner, 'messages.react', { target, emoji: '👍' });
    await does(author, 'messages.react', { target, emoji: '🎉' });
    await does(owner, 'messages.unreact', { target, emoji: '👍' });
    const edit = { target, basedOn: target, text: 'better words' };
    const edited = await does(author, 'messages.edit', edit);
    expect(await refused(author, 'messages.edit', edit)).toMatchObject({ code: 'edit_conflict' });
    expect(await refused(owner, 'messages.edit', edit)).toMatchObject({ code: 'not_yours' });
    const page = async () => (await owner('messages.history', { conversationId })) as Reply<'messages.history'>;
    expect((await page()).entries[1]).toMatchObject({
      ...{ seq: target, n: 1 },
      body: { text: 'better words', rev: 6, edited: { seq: 6, at: edited.at }, reactions: { '🎉': [di.id] } },
    });
    const deleted = await does(owner, 'messages.delete', { target });
    const { entries, head } = await page();
    expect(head).toBe(7);
    expect(entries[1]?.body).toMatchObject({ text: '', rev: 7, deleted: { at: deleted.at, by: cy.id } });
    expect(JSON.stringify(entries)).not.toContain('words');
    expect(JSON.stringify([...(await stack().rows())])).not.toMatch(/first words|better words/);
    expect(await refused(owner, 'messages.delete', { target })).toMatchObject({ code: 'nothing_to_change' });
  });

  it('[LOG-10] what was tried is given up: it is never posted, or it is deleted', async () => {
    const { author, does, refused } = await aChannel();
    const [never, late] = [ulid(), ulid()];
    const voided = await does(author, 'messages.discard', { deleteKey: ulid() }, never);
    expect(voided).toMatchObject({ kind: 'message.discarded', key: never });
    expect(await refused(author, 'messages.send', { text: 'too late' }, never)).toMatchObject({ code: 'discarded' });
    const { seq: target } = await does(author, 'messages.send', { text: 'on its way' }, late);
    const deleted = await does(author, 'messages.discard', { deleteKey: ulid() }, late);
    expect(deleted).toMatchObject({ kind: 'message.deleted', body: { target } });
  });

  it('[SYNC-7] a mention stands on the row of who is mentioned, which is pushed, and reading and unreading move it', async () => {
    const { conversationId, author, listener, does } = await aChannel();
    const { seq } = await does(author, 'messages.send', { text: `<@${eve.id}> <@${cy.id}>` });
    const pushed = await listener.hears(({ type }) => type === 'inbox');
    expect(pushed).toMatchObject({ rows: [{ conversationId, rev: 2, read: 1, mentions: [seq] }] });
    const mine = await doors[name]!(eve);
    expect(await mine('delivery.read', { conversationId, seq })).toMatchObject({ row: { rev: 3, read: seq } });
    const unread = { conversationId, seq, rev: 3 };
    expect(await mine('delivery.unread', unread)).toMatchObject({ row: { rev: 4, read: 1, readN: 0 } });
    await mine('delivery.read', { conversationId, seq });
    expect(await mine('delivery.unread', unread)).toMatchObject({ code: 'row_moved' });
  });

  it('[LOG-8] a message calls everyone by what entries name, and stands on the row of its author alone', async () => {
    const { conversationId, author, listener, does } = await aChannel();
    const said = await does(author, 'messages.send', { text: '<!everyone>' });
    expect(said.calls).toEqual([said.seq]);
    const [theirs, mine] = [await doors[name]!(eve), author];
    const get = { conversationId };
    expect(await theirs('conversations.get', get)).toMatchObject({ row: { rev: 1 }, latest: { calls: [said.seq] } });
    expect(await mine('conversations.get', get)).toMatchObject({ row: { rev: 2, ownCalls: [said.seq] } });
    expect((await does(author, 'messages.send', { text: 'more' })).calls).toEqual([said.seq]);
    expect((await does(author, 'messages.delete', { target: said.seq })).calls).toBeUndefined();
    expect(listener.heard().filter(({ type }) => type === 'inbox')).toEqual([]);
  });

  it('[DEL-1] a channel is renamed, and who is put out of it is told so and nothing more', async () => {
    const { conversationId, owner, author, listener, does, refused } = await aChannel();
    expect(await refused(author, 'conversations.rename', { name: 'Mine' })).toMatchObject({ code: 'not_allowed' });
    await does(owner, 'conversations.rename', { name: 'Plans' });
    expect(await author('conversations.get', { conversationId })).toMatchObject({ conversation: { name: 'Plans' } });
    expect(await refused(author, 'memberships.remove', { personId: eve.id })).toMatchObject({ code: 'not_allowed' });
    const removed = await does(owner, 'memberships.remove', { personId: eve.id });
    expect(removed).toMatchObject({ kind: 'member.removed', body: { personId: eve.id } });
    const row = await listener.hears(({ type }) => type === 'inbox');
    expect(row).toMatchObject({ rows: [{ conversationId, left: removed.seq }] });
    const said = await author('messages.send', { conversationId, key: ulid(), after: 1, text: 'just us' });
    expect(said).toMatchObject({ entry: { seq: removed.seq + 1 } });
    await listener.asks('connections.ping', { positions: [] });
    expect(JSON.stringify(listener.heard())).not.toContain('just us');
    const mine = await doors[name]!(eve);
    expect(await mine('messages.history', { conversationId })).toMatchObject({ code: 'not_a_member' });
  });
});
