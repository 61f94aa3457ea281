import { limits, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const allOf = async (reader: Pick<Person, 'gets'>, conversationId: string) => {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await reader.gets('memberships.bans', { conversationId, ...(cursor && { cursor }) });
    pages.push(page.people.map(({ id }) => id));
    cursor = page.cursor;
  }
  return pages;
};

describe('listing bans', () => {
  it('[ROLE-3] tells owners and moderators who is banned, with their profiles, until that is lifted', async () => {
    const { people } = aWorkspace();
    const [ana, bo, cy] = people('ana', 'bo', 'cy', 'dee');
    const { id: conversationId } = (await ana.opensChannel('general', [bo, cy])).conversation;
    await ana.changes('memberships.role', conversationId, { personId: 'bo', role: 'moderator' });
    expect(await ana.gets('memberships.bans', { conversationId })).toEqual({ people: [] });
    for (const personId of ['dee', 'cy']) await bo.changes('memberships.ban', conversationId, { personId });
    const told = [
      { id: 'cy', name: 'cy', email: 'cy@example.com' },
      { id: 'dee', name: 'dee', email: 'dee@example.com' },
    ];
    for (const reader of [ana, bo])
      expect(await reader.gets('memberships.bans', { conversationId })).toEqual({ people: told });
    await ana.changes('memberships.unban', conversationId, { personId: 'cy' });
    expect(await bo.gets('memberships.bans', { conversationId })).toEqual({ people: told.slice(1) });
  });

  it('[ROLE-3] is refused to members, to who is banned, to who never was in, and of direct conversations', async () => {
    const { people } = aWorkspace();
    const [ana, bo, cy, dee] = people('ana', 'bo', 'cy', 'dee');
    const { id: conversationId } = (await ana.opensChannel('general', [bo, cy])).conversation;
    await ana.changes('memberships.role', conversationId, { personId: 'cy', role: 'moderator' });
    await ana.changes('memberships.ban', conversationId, { personId: 'cy' });
    expect(await bo.refusedFor('memberships.bans', { conversationId })).toBe('not_allowed');
    expect(await cy.refusedFor('memberships.bans', { conversationId })).toBe('not_a_member');
    expect(await dee.refusedFor('memberships.bans', { conversationId })).toBe('not_a_member');
    const direct = { conversationId: (await ana.opensDirect(bo)).conversation.id };
    expect(await ana.refusedFor('memberships.bans', direct)).toBe('direct_is_fixed');
    expect(await ana.refusedFor('memberships.bans', { conversationId: `c-${'0'.repeat(32)}` })).toBe('not_a_member');
  });

  it('goes on page by page, by count over HTTP and by bytes on a socket', async () => {
    const { people } = aWorkspace();
    const [owner, ...crowd] = people(
      'ana',
      ...Array.from({ length: 205 }, (_, n) => `p${String(n).padStart(50, '0')}`),
    );
    const { id: conversationId } = (await owner!.opensChannel('general')).conversation;
    for (const { id: personId } of crowd) await owner!.changes('memberships.ban', conversationId, { personId });
    const ids = crowd.map(({ id }) => id);
    const pages = await allOf(owner!, conversationId);
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 5]);
    expect(pages.flat()).toEqual(ids);
    const socket = await owner!.connects();
    expect((await allOf(socket, conversationId)).flat()).toEqual(ids);
    const frame = await socket.asks('memberships.bans', { conversationId });
    expect(utf8Bytes(JSON.stringify(frame))).toBeLessThanOrEqual(limits.frameBytes);
  });

  it('reads the log as often where its members changed seven times within a minute as where they changed once', async () => {
    let queries = 0;
    const { people } = aWorkspace(({ log }) => ({
      log: {
        ...log,
        from: (...asked) => ((queries += 1), log.from(...asked)),
        last: (...asked) => ((queries += 1), log.last(...asked)),
      },
    }));
    const [ana, bo] = people('ana', 'bo', 'cy');
    const { id: conversationId } = (await ana.opensChannel('general', [bo])).conversation;
    const costs = async () => {
      queries = 0;
      await ana.gets('memberships.bans', { conversationId });
      return queries;
    };
    await ana.changes('memberships.ban', conversationId, { personId: 'cy' });
    const atFirst = await costs();
    expect(atFirst).toBeGreaterThan(0);
    for (const role of ['moderator', 'member', 'moderator', 'member', 'moderator', 'member'] as const)
      await ana.changes('memberships.role', conversationId, { personId: 'bo', role });
    expect(await costs()).toBe(atFirst);
  });

  it('passes over somebody whose profile is gone, and goes on behind them', async () => {
    const { people, tables } = aWorkspace();
    const ids = Array.from({ length: 101 }, (_, n) => `p${String(n).padStart(3, '0')}`);
    const [owner] = people('ana', ...ids);
    const { id: conversationId } = (await owner!.opensChannel('general')).conversation;
    for (const personId of ids) await owner!.changes('memberships.ban', conversationId, { personId });
    tables.people.delete('p099');
    const [first, second] = await allOf(owner!, conversationId);
    expect([first?.length, first?.at(-1), second]).toEqual([99, 'p098', ['p100']]);
  });
});
