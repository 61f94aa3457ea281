import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const key = keyNumber(1_000_000);
const anotherKey = keyNumber(1_000_001);
const direct = (key: string, ...people: string[]) => ({ kind: 'direct' as const, key, people });
const channel = (key: string, ...people: string[]) => ({ kind: 'channel' as const, key, name: 'general', people });

describe('opening a direct conversation', () => {
  it('opens the same one for the same people, whoever opens it and however they are named', async () => {
    const { people } = aWorkspace();
    const [ana, bo, cy] = people('ana', 'bo', 'cy');
    const first = await ana.gets('conversations.open', direct(key, 'bo', 'cy'));
    expect(first.conversation).toMatchObject({ kind: 'direct', people: ['ana', 'bo', 'cy'], createdBy: 'ana' });
    const others = [
      await ana.gets('conversations.open', direct(anotherKey, 'cy', 'bo', 'ana', 'bo')),
      await bo.gets('conversations.open', direct(key, 'ana', 'cy')),
      await cy.gets('conversations.open', direct(anotherKey, 'bo', 'ana')),
    ];
    for (const { conversation } of others) expect(conversation).toEqual(first.conversation);
    expect(await ana.holds(first.conversation.id)).toBe(1);
    expect((await ana.opensDirect(bo)).conversation.id).not.toBe(first.conversation.id);
  });

  it('opens one when two people open it at once', async () => {
    const { people, tables } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const [a, b] = await Promise.all([ana.opensDirect(bo), bo.opensDirect(ana)]);
    expect(a.conversation).toEqual(b.conversation);
    expect(tables.logs.get(a.conversation.id)?.size).toBe(1);
  });

  it('[LOG-6] writes the conversation, its first entry, its members and their rows together', async () => {
    const { people, tables, clock } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation, row, latest } = await ana.gets('conversations.open', direct(key, 'bo'));
    const { id } = conversation;
    expect([...tables.logs.get(id)!.values()]).toEqual([
      {
        ...{ seq: 1, at: clock.now(), author: 'ana', key, n: 0, m: 0 },
        kind: 'conversation.created',
        body: { kind: 'direct', people: ['ana', 'bo'] },
      },
    ]);
    expect(row).toEqual({ conversationId: id, rev: 1, joined: 1, read: 1, readN: 0 });
    expect(latest).toEqual({ seq: 1, n: 0, at: clock.now(), author: 'ana', kind: 'conversation.created' });
    expect((await bo.gets('conversations.get', { conversationId: id })).row).toEqual(row);
    expect([...tables.members.get(id)!.keys()]).toEqual(['ana', 'bo']);
  });

  it('tells everybody who is in, with their row and the first entry', async () => {
    const { people } = aWorkspace();
    const [ana, bo, cy] = people('ana', 'bo', 'cy');
    const [phone, stranger] = [await bo.connects(), await cy.connects()];
    const { conversation } = await ana.opensDirect(bo);
    expect(phone.rows()).toMatchObject([{ conversationId: conversation.id, rev: 1 }]);
    expect(phone.seqs()).toEqual([1]);
    expect(stranger.frames()).toEqual([]);
  });

  it('shows it again to me when I had hidden it, and to my devices', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensDirect(bo);
    await ana.leaves(conversation.id);
    const phone = await ana.connects();
    const { row } = await ana.opensDirect(bo);
    expect(row).toEqual({ conversationId: conversation.id, rev: 3, joined: 1, read: 1, readN: 0 });
    expect(phone.rows()).toEqual([row]);
    const again = await ana.opensDirect(bo);
    expect(again.row).toEqual(row);
    expect(phone.rows()).toEqual([row]);
  });

  it('is refused for people who are not here, and makes nothing', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    expect(await ana.refusedFor('conversations.open', direct(key, 'nobody'))).toBe('person_not_found');
    expect(tables.conversations.size).toBe(0);
    expect(tables.logs.size).toBe(0);
  });

  it('is for two to nine people', async () => {
    const { people } = aWorkspace();
    const [ana, ...others] = people('ana', ...Array.from({ length: 9 }, (_, nth) => `p${nth}`));
    const ids = others.map(({ id }) => id);
    const answer = await ana!.asks('conversations.open', direct(key, ...ids));
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', message: 'people: at most 9, you included' },
    });
    const nine = await ana!.gets('conversations.open', direct(key, ...ids.slice(0, 8)));
    expect(nine.conversation.people).toHaveLength(limits.directPeople);
    expect(await ana!.refusedFor('conversations.open', direct(key, 'ana'))).toBe('invalid');
    expect(await ana!.refusedFor('conversations.open', direct(key))).toBe('invalid');
  });
});

describe('creating a channel', () => {
  it('makes me its owner, and the others members', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    expect(conversation).toMatchObject({ kind: 'channel', name: 'general', createdBy: 'ana' });
    expect(conversation.people).toBeUndefined();
    const { members } = await bo.gets('memberships.list', { conversationId: conversation.id });
    expect(members.map(({ person, role }) => [person.id, role])).toEqual([
      ['ana', 'owner'],
      ['bo', 'member'],
    ]);
  });

  it('[LOG-2] makes one a key, however often it is asked, and another for another key or person', async () => {
    const { people, restarts, tables } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const first = await ana.gets('conversations.open', channel(key, 'bo'));
    restarts();
    expect(await ana.gets('conversations.open', channel(key, 'bo'))).toEqual(first);
    const [a, b] = await Promise.all([1, 2].map(() => ana.gets('conversations.open', channel(anotherKey))));
    expect(a).toEqual(b);
    const others = [a!, await bo.gets('conversations.open', channel(key))].map(({ conversation }) => conversation.id);
    expect(new Set([first.conversation.id, ...others]).size).toBe(3);
    expect(tables.conversations.size).toBe(3);
  });

  it('[LOG-9] tells its people again when it is asked again within five minutes, and not later', async () => {
    const { people, clock } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    await ana.gets('conversations.open', channel(key, 'bo'));
    const phone = await bo.connects();
    await clock.pass(5 * 60_000 - 1);
    await ana.gets('conversations.open', channel(key, 'bo'));
    expect(phone.seqs()).toEqual([1]);
    expect(phone.rows()).toHaveLength(1);
    await clock.pass(1);
    await ana.gets('conversations.open', channel(key, 'bo'));
    expect(phone.seqs()).toEqual([1]);
    expect(phone.rows()).toHaveLength(1);
  });

  it('is refused for people who are not here, and to me for one that I left', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    expect(await ana.refusedFor('conversations.open', channel(key, 'nobody'))).toBe('person_not_found');
    expect(tables.conversations.size).toBe(0);
    const { conversation } = await ana.gets('conversations.open', channel(key));
    await ana.leaves(conversation.id);
    expect(await ana.refusedFor('conversations.open', channel(key))).toBe('not_a_member');
  });

  it('holds 40 people from the start, me included', async () => {
    const { people } = aWorkspace();
    const [ana, ...others] = people('ana', ...Array.from({ length: 40 }, (_, nth) => `p${nth}`));
    expect(await ana!.refusedFor('conversations.open', channel(key, ...others.map(({ id }) => id)))).toBe('invalid');
    const { conversation } = await ana!.opensChannel('general', others.slice(1));
    const { members } = await ana!.gets('memberships.list', { conversationId: conversation.id });
    expect(members).toHaveLength(40);
  });
});
