import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Workspace } from '../testing/a-workspace';
import { entryAfter } from '../conversations/append';
import { beginning, general, joining, keyNumber } from '../testing/stores';

const aChannel = async () => {
  const workspace = aWorkspace();
  const [ana, bo, cy] = workspace.people('ana', 'bo', 'cy');
  const { conversation } = await ana.opensChannel('general');
  return { ...workspace, ana, bo, cy, id: conversation.id };
};
const key = keyNumber(1_000_000);

/** A channel that was made before the stores began to fail. */
const aConversationOf = async ({ ports }: Workspace, founder: string) => {
  const body = { kind: 'channel' as const, people: [founder] };
  const first = entryAfter(undefined, { author: founder, key: keyNumber(0), after: 0 }, 1, {
    kind: 'conversation.created',
    body,
  });
  await ports.log.claim(general.id, first, [beginning(general), joining(founder, 1)]);
  return general;
};

describe('adding members', () => {
  it('lets them in from the entry on: they are told, read everything, and may post', async () => {
    const { ana, bo, id } = await aChannel();
    await ana.says(id, 'before');
    const phone = await bo.connects();
    const entry = await ana.adds(id, bo);
    expect(entry).toMatchObject({ seq: 3, kind: 'members.added', body: { people: ['bo'] } });
    expect(phone.seqs()).toEqual([3]);
    expect(await bo.reads(id)).toEqual(['before']);
    await bo.says(id, 'hello');
    expect(await ana.reads(id)).toEqual(['before', 'hello']);
  });

  it('[SYNC-7] sets their marker at the join entry, so that nothing before it is unread, and tells their devices', async () => {
    const { ana, bo, id } = await aChannel();
    await ana.says(id, 'before');
    const phone = await bo.connects();
    await ana.adds(id, bo);
    await ana.says(id, 'after');
    const { row, latest } = await bo.gets('conversations.get', { conversationId: id });
    expect(row).toEqual({ conversationId: id, rev: 1, joined: 3, read: 3, readN: 1 });
    expect(latest.n - row.readN).toBe(1);
    expect(phone.rows()).toEqual([row]);
  });

  it('[ROLE-3] lets nobody in who has left for good', async () => {
    const { ana, id, tables } = await aChannel();
    tables.people.set('cy', { ...tables.people.get('cy')!, status: 'removed' });
    const about = { conversationId: id, key, after: 1, people: ['cy'] };
    expect(await ana.refusedFor('memberships.add', about)).toBe('person_not_found');
    const body = { kind: 'channel' as const, key, name: 'with who is gone', people: ['cy'] };
    expect(await ana.refusedFor('conversations.open', body)).toBe('person_not_found');
  });

  it('[LOG-6] changes the log, the members and the row together, or nothing of it', async () => {
    const { ana, bo, id, tables } = await aChannel();
    await ana.adds(id, bo);
    expect(tables.members.get(id)?.get('bo')).toEqual({ personId: 'bo', role: 'member', joined: 2 });
    const nobody = { conversationId: id, key, after: 2, people: ['cy', 'nobody'] };
    expect(await ana.refusedFor('memberships.add', nobody)).toBe('person_not_found');
    expect(tables.members.get(id)?.has('cy')).toBe(false);
    expect(tables.inbox.get('cy')?.size ?? 0).toBe(0);
    expect(await ana.holds(id)).toBe(2);
  });

  it('passes over those who are in already, and tells them of no change', async () => {
    const { ana, bo, cy, id } = await aChannel();
    await ana.adds(id, bo);
    const phone = await bo.connects();
    expect(await ana.adds(id, bo, cy, cy)).toMatchObject({ body: { people: ['cy'] } });
    expect(phone.rows()).toEqual([]);
    const again = { conversationId: id, key, after: 3, people: ['ana', 'bo'] };
    expect(await ana.refusedFor('memberships.add', again)).toBe('nothing_to_change');
  });

  it('[LOG-9] is done and told although the changed rows cannot be read', async () => {
    const workspace = aWorkspace(({ inbox }) => ({
      inbox: { ...inbox, rowsOf: () => Promise.reject(new Error('no capacity')) },
    }));
    const [ana, bo] = workspace.people('ana', 'bo');
    const { id } = await aConversationOf(workspace, ana.id);
    const phone = await bo.connects();
    const added = await ana.asks('memberships.add', { conversationId: id, key, after: 1, people: ['bo'] });
    expect(added.ok).toBe(true);
    expect(phone.seqs()).toEqual([2]);
    expect(workspace.reports.map(({ what }) => what)).toEqual(['changed rows not read']);
  });

  it('[LOG-9] tells nobody again when it is retried after five minutes', async () => {
    const { ana, bo, id, clock } = await aChannel();
    const add = { conversationId: id, key, after: 1, people: ['bo'] };
    await ana.gets('memberships.add', add);
    const phone = await bo.connects();
    await ana.gets('memberships.add', add);
    expect([phone.rows().length, phone.seqs()]).toEqual([1, [2]]);
    await clock.pass(5 * 60_000);
    await ana.gets('memberships.add', add);
    expect([phone.rows().length, phone.seqs()]).toEqual([1, [2]]);
  });

  it('asks its stores for each person once', async () => {
    const asked: string[][] = [];
    const { people } = aWorkspace(({ people }) => ({
      people: { ...people, get: (ids) => (asked.push([...ids]), people.get(ids)) },
    }));
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general');
    await ana.adds(conversation.id, bo, bo, bo);
    expect(asked.at(-1)).toEqual(['bo']);
  });

  it('[LOG-2] is done once a key, and answers a retry although nothing is left to change', async () => {
    const { ana, bo, id } = await aChannel();
    const add = { conversationId: id, key, after: 1, people: ['bo'] };
    const { entry } = await ana.gets('memberships.add', add);
    expect((await ana.gets('memberships.add', add)).entry).toEqual(entry);
    await bo.leaves(id);
    expect((await ana.gets('memberships.add', add)).entry).toEqual(entry);
    expect(await bo.refusedFor('messages.history', { conversationId: id })).toBe('not_a_member');
  });

  it('brings somebody back who left, from a new seq on', async () => {
    const { ana, bo, id } = await aChannel();
    await ana.adds(id, bo);
    await bo.leaves(id);
    await ana.says(id, 'while you were out');
    const phone = await bo.connects();
    await ana.adds(id, bo);
    await ana.says(id, 'welcome back');
    expect(phone.seqs()).toEqual([5, 6]);
    const { row, latest } = await bo.gets('conversations.get', { conversationId: id });
    expect(row).toEqual({ conversationId: id, rev: 3, joined: 5, read: 5, readN: 1 });
    expect(latest.n - row.readN).toBe(1);
    expect(await bo.reads(id)).toEqual(['while you were out', 'welcome back']);
  });

  it('[DEL-1] is refused to those who are not in', async () => {
    const { ana, bo, id } = await aChannel();
    const add = { conversationId: id, key, after: 1, people: ['bo'] };
    expect(await bo.refusedFor('memberships.add', add)).toBe('not_a_member');
    await ana.adds(id, bo);
    await bo.leaves(id);
    expect(await bo.refusedFor('memberships.add', add)).toBe('not_a_member');
  });

  it('is refused in a direct conversation, whose people stay the same', async () => {
    const { ana, bo } = await aChannel();
    const { conversation } = await ana.opensDirect(bo);
    const add = { conversationId: conversation.id, key, after: 1, people: ['cy'] };
    expect(await ana.refusedFor('memberships.add', add)).toBe('direct_is_fixed');
  });

  it('is refused where the conversation would have more than 5,000 members', async () => {
    const { ana, people, tables, id, restarts } = await aChannel();
    const [last] = people('last');
    const crowd = Array.from({ length: limits.members - 1 }, (_, nth) => `p${nth}`);
    const rows = tables.members.get(id)!;
    for (const personId of crowd) rows.set(personId, { personId, role: 'member', joined: 1 });
    restarts();
    const one = { conversationId: id, key, after: await ana.holds(id), people: [last.id] };
    expect(await ana.refusedFor('memberships.add', one)).toBe('conversation_full');
    rows.set('p0', { personId: 'p0', role: 'member', joined: 1, left: 1 });
    expect((await ana.gets('memberships.add', one)).entry).toMatchObject({ body: { people: [last.id] } });
  });

  it('is refused for a key that made something else', async () => {
    const { ana, id } = await aChannel();
    await ana.says(id, 'hi', { key, after: 1 });
    const add = { conversationId: id, key, after: 1, people: ['bo'] };
    expect(await ana.refusedFor('memberships.add', add)).toBe('key_in_use');
  });

  it('[LOG-5] is refused for an `after` beyond the head', async () => {
    const { ana, id } = await aChannel();
    const add = { conversationId: id, key, after: 9, people: ['bo'] };
    expect(await ana.refusedFor('memberships.add', add)).toBe('ahead_of_log');
  });
});
