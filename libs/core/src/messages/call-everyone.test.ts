import { everyoneToken, limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const text = `${everyoneToken} lunch`;
const rowOf = async (person: Person, conversationId: string) =>
  (await person.gets('conversations.get', { conversationId })).row;

/** A channel of Ana, who owns it, Bo, Cy, and so many others that they are `members`. */
const aChannel = async (members = 3) => {
  const workspace = aWorkspace();
  const [ana, bo, cy] = workspace.people('ana', 'bo', 'cy');
  const others = workspace.people(...Array.from({ length: members - 3 }, (_, nth) => `p-${nth}`));
  const { conversation } = await ana.opensChannel('general', [bo, cy, ...others]);
  const { id } = conversation;
  /** The mentions that somebody's devices count, by what the server tells them (LOG-8). */
  const counted = async (person: Person): Promise<number[]> => {
    const { row, latest } = await person.gets('conversations.get', { conversationId: id });
    const calls = (latest.calls ?? []).filter((seq) => seq > row.joined && !row.ownCalls?.includes(seq));
    return [...new Set([...(row.mentions ?? []), ...calls])].filter((seq) => seq > row.read).sort((a, b) => a - b);
  };
  const ranks = (person: Person, role: 'owner' | 'admin' | 'member' | 'guest') =>
    workspace.tables.people.set(person.id, { ...workspace.tables.people.get(person.id)!, role });
  return { ...workspace, ana, bo, cy, others, id, counted, ranks };
};

describe('a message that calls everyone', () => {
  it('[LOG-8] is a mention of everybody in but its author, behind their marker', async () => {
    const { ana, bo, cy, id, counted } = await aChannel();
    await bo.says(id, 'hi');
    const { seq } = await bo.says(id, text);
    await ana.says(id, 'yes');
    expect(seq).toBe(3);
    expect(await Promise.all([ana, bo, cy].map(counted))).toEqual([[3], [], [3]]);
    await ana.gets('delivery.read', { conversationId: id, seq: 3 });
    expect(await counted(ana)).toEqual([]);
    const { rev } = await rowOf(ana, id);
    await ana.gets('delivery.unread', { conversationId: id, seq: 2, rev });
    expect(await counted(ana)).toEqual([3]);
    const { rev: own } = await rowOf(bo, id);
    await bo.gets('delivery.read', { conversationId: id, seq: 4 });
    await bo.gets('delivery.unread', { conversationId: id, seq: 2, rev: own + 1 });
    expect(await counted(bo)).toEqual([]);
  });

  it('is one mention where it names somebody, too', async () => {
    const { bo, cy, id, counted } = await aChannel();
    await bo.says(id, `<@cy> ${text}`);
    expect(await counted(cy)).toEqual([2]);
  });

  it('[LOG-6] [SYNC-7] is noted on the row of its author alone, and pushed to them', async () => {
    const { ana, bo, cy, id } = await aChannel();
    const [desk, others] = [await bo.connects(), await cy.connects()];
    await bo.says(id, text);
    const row = { conversationId: id, rev: 2, joined: 1, read: 1, readN: 0, ownCalls: [2] };
    expect(await rowOf(bo, id)).toEqual(row);
    expect(desk.rows()).toEqual([row]);
    expect(others.rows()).toEqual([]);
    expect(await Promise.all([ana, cy].map(async (one) => (await rowOf(one, id)).rev))).toEqual([1, 1]);
  });

  it('[LOG-8] is one by an edit that says so, and none by one that does not any more', async () => {
    const { ana, bo, cy, id, counted } = await aChannel();
    const { seq: target } = await bo.says(id, 'lunch');
    const desk = await bo.connects();
    const { seq: first } = await bo.changes('messages.edit', id, { target, basedOn: target, text });
    expect(await Promise.all([ana, bo, cy].map(counted))).toEqual([[2], [], [2]]);
    expect(desk.rows()).toMatchObject([{ ownCalls: [2] }]);
    const { seq: second } = await bo.changes('messages.edit', id, { target, basedOn: first, text: `${text}?` });
    expect(await Promise.all([ana, bo, cy].map(counted))).toEqual([[2], [], [2]]);
    await bo.changes('messages.edit', id, { target, basedOn: second, text: 'lunch' });
    expect(await Promise.all([ana, bo, cy].map(counted))).toEqual([[], [], []]);
  });

  it('[LOG-8] is none once it is deleted, by whomever, and none that was given up', async () => {
    const { ana, bo, cy, id, counted, nextKey } = await aChannel();
    const { seq: target } = await bo.says(id, text);
    await ana.changes('messages.delete', id, { target });
    const key = nextKey();
    await bo.says(id, text, { key, after: 3 });
    expect(await counted(cy)).toEqual([4]);
    await bo.gets('messages.discard', { conversationId: id, key, after: 3, deleteKey: nextKey() });
    expect(await Promise.all([ana, bo, cy].map(counted))).toEqual([[], [], []]);
  });

  it('[LOG-8] is nothing to who comes later, or comes back', async () => {
    const { ana, bo, cy, id, counted, people } = await aChannel();
    await bo.says(id, text);
    await cy.says(id, text);
    await cy.leaves(id);
    const [dee] = people('dee');
    await ana.adds(id, cy, dee);
    expect(await Promise.all([cy, dee].map(counted))).toEqual([[], []]);
    expect((await rowOf(cy, id)).ownCalls).toBeUndefined();
    // Marked as unread as far back as it goes: what was said before they came calls them no more.
    for (const person of [cy, dee])
      await person.gets('delivery.unread', { conversationId: id, seq: 1, rev: (await rowOf(person, id)).rev });
    expect(await Promise.all([cy, dee].map(counted))).toEqual([[], []]);
    const { seq } = await bo.says(id, text);
    expect(await Promise.all([cy, dee].map(counted))).toEqual([[seq], [seq]]);
  });

  it('[LOG-8] is kept where it is among the newest twenty, and is its author’s own among those for certain', async () => {
    const { ana, bo, id, counted } = await aChannel();
    const { seq: first } = await bo.says(id, text);
    for (let nth = 0; nth < limits.keptCalls + 5; nth += 1) {
      const { seq: target } = await bo.says(id, text);
      await bo.changes('messages.delete', id, { target });
    }
    // What was taken back pushes nothing out, on neither side.
    expect(await Promise.all([ana, bo].map(counted))).toEqual([[first], []]);
    const later: number[] = [];
    for (let nth = 0; nth < limits.keptCalls; nth += 1) later.push((await bo.says(id, text)).seq);
    expect(await Promise.all([ana, bo].map(counted))).toEqual([later, []]);
  });

  it('[LOG-2] [LOG-6] calls once however often it is sent, and in full where many call at once', async () => {
    const { ana, bo, cy, id, counted, restarts, clock } = await aChannel();
    const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
    await bo.says(id, text, { key, after: 1 });
    restarts();
    await bo.says(id, text, { key, after: 1 });
    expect(await counted(ana)).toEqual([2]);
    const calls = Array.from({ length: 12 }, (_, nth) => (nth % 2 ? bo : cy).says(id, text, { after: 2 }));
    await clock.pass(30_000);
    const seqs = (await Promise.all(calls)).map(({ seq }) => seq);
    expect(await counted(ana)).toEqual([2, ...seqs].sort((a, b) => a - b));
    expect((await counted(bo)).length + (await counted(cy)).length).toBe(13);
  });

  it('counts in a direct conversation as anywhere: one rule, and what the token says is so', async () => {
    const { ana, bo } = await aChannel();
    const { conversation } = await ana.opensDirect(bo);
    await ana.says(conversation.id, text);
    const { latest } = await bo.gets('conversations.get', { conversationId: conversation.id });
    expect(latest.calls).toEqual([2]);
  });

  it('costs a message that calls nobody no read and no more than its slot', async () => {
    const asked: string[] = [];
    const { people } = aWorkspace(({ inbox, access, log }) => ({
      inbox: { ...inbox, rowsOf: (id, ids) => (asked.push('rows'), inbox.rowsOf(id, ids)) },
      access: { ...access, of: (ids) => (asked.push('access'), access.of(ids)) },
      log: {
        ...log,
        claim: (id, entry, more = []) => (asked.push(`claim ${more.length}`), log.claim(id, entry, more)),
      },
    }));
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    await ana.says(conversation.id, text);
    asked.length = 0;
    await ana.says(conversation.id, 'hi');
    expect(asked).toEqual(['claim 0']);
  });
});

describe('who may call everyone', () => {
  const many = limits.calledFreely + 1;

  it('[ROLE-6] is any member where ten are in, guests too', async () => {
    const { bo, cy, id, ranks } = await aChannel(limits.calledFreely);
    ranks(cy, 'guest');
    await bo.says(id, text);
    await cy.says(id, text);
    expect(await bo.reads(id)).toEqual([text, text]);
  });

  it('[ROLE-6] is where eleven are in its owners and moderators, and the owners and admins of the workspace', async () => {
    const { ana, bo, cy, others, id, ranks } = await aChannel(many);
    const send = (after: number) => ({ conversationId: id, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after, text });
    expect(await bo.refusedFor('messages.send', send(1))).toBe('not_allowed');
    const answer = await bo.asks('messages.send', send(1));
    expect(answer).toMatchObject({ ok: false, refusal: { message: expect.stringContaining('Take @everyone out') } });
    await bo.says(id, '@everyone is a word'); // not the token
    await ana.changes('memberships.role', id, { personId: 'bo', role: 'moderator' });
    ranks(cy, 'admin');
    ranks(others[0]!, 'owner');
    for (const person of [ana, bo, cy, others[0]!]) await person.says(id, text);
    expect((await ana.reads(id)).filter((said) => said === text)).toHaveLength(4);
  });

  it('[ROLE-6] is where eleven are in no guest, whatever they are there', async () => {
    const { ana, bo, id, ranks } = await aChannel(many);
    await ana.changes('memberships.role', id, { personId: 'bo', role: 'moderator' });
    ranks(bo, 'guest');
    const send = { conversationId: id, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after: 2, text };
    expect(await bo.refusedFor('messages.send', send)).toBe('not_allowed');
  });

  it('[ROLE-6] goes by who is in as of the slot that is claimed', async () => {
    const { bo, others, id } = await aChannel(many);
    await others[0]!.leaves(id);
    await bo.says(id, text);
    expect(await bo.reads(id)).toEqual([text]);
  });

  it('[ROLE-6] is asked of an edit that begins to, not of one that corrects what called already', async () => {
    const { ana, bo, id } = await aChannel(many);
    await ana.changes('memberships.role', id, { personId: 'bo', role: 'moderator' });
    const { seq: called } = await bo.says(id, text);
    const { seq: plain } = await bo.says(id, 'lunch');
    await ana.changes('memberships.role', id, { personId: 'bo', role: 'member' });
    expect(await bo.failsTo('messages.edit', id, { target: plain, basedOn: plain, text })).toBe('not_allowed');
    await bo.changes('messages.edit', id, { target: called, basedOn: called, text: `${text}, at noon` });
    expect(await ana.reads(id)).toEqual([`${text}, at noon`, 'lunch']);
  });
});
