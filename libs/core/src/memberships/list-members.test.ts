import { limits, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const allOf = async (reader: Pick<Person, 'gets'>, conversationId: string) => {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await reader.gets('memberships.list', { conversationId, ...(cursor && { cursor }) });
    pages.push(page.members.map(({ person }) => person.id));
    cursor = page.cursor;
  }
  return pages;
};

describe('listing members', () => {
  it('gives who is in now, with their profiles and roles', async () => {
    const { people } = aWorkspace();
    const [ana, bo, cy] = people('ana', 'bo', 'cy');
    const { conversation } = await ana.opensChannel('general', [bo, cy]);
    await bo.leaves(conversation.id);
    expect(await cy.gets('memberships.list', { conversationId: conversation.id })).toEqual({
      members: [
        { person: { id: 'ana', name: 'ana', email: 'ana@example.com' }, role: 'owner' },
        { person: { id: 'cy', name: 'cy', email: 'cy@example.com' }, role: 'member' },
      ],
    });
  });

  it('goes on page by page, by count over HTTP and by bytes on a socket', async () => {
    const { people } = aWorkspace();
    const crowd = people(...Array.from({ length: 230 }, (_, nth) => `p${String(nth).padStart(50, '0')}`));
    const [first, ...rest] = crowd;
    const { conversation } = await first!.opensChannel('general');
    for (let at = 0; at < rest.length; at += 40) await first!.adds(conversation.id, ...rest.slice(at, at + 40));
    const pages = await allOf(first!, conversation.id);
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 30]);
    expect(pages.flat()).toEqual(crowd.map(({ id }) => id));
    const socket = await first!.connects();
    expect((await allOf(socket, conversation.id)).flat()).toEqual(crowd.map(({ id }) => id));
    const frame = await socket.asks('memberships.list', { conversationId: conversation.id });
    expect(utf8Bytes(JSON.stringify(frame))).toBeLessThanOrEqual(limits.frameBytes);
  });

  it('passes over pages of those who left, and reads no more than the page', async () => {
    const asked: number[] = [];
    const { people } = aWorkspace(({ memberships }) => ({
      memberships: {
        ...memberships,
        page: async (id, page) => {
          asked.push(page.limit);
          return memberships.page(id, page);
        },
        roster: async (id) => {
          asked.push(Infinity);
          return memberships.roster(id);
        },
      },
    }));
    const crowd = people(...Array.from({ length: 150 }, (_, nth) => `p${String(nth).padStart(3, '0')}`));
    const { conversation } = await crowd[0]!.opensChannel('general');
    const rest = crowd.slice(1);
    for (let at = 0; at < rest.length; at += 40) await crowd[0]!.adds(conversation.id, ...rest.slice(at, at + 40));
    for (const person of crowd.slice(0, 120)) await person.leaves(conversation.id);
    asked.length = 0;
    const pages = await allOf(crowd[149]!, conversation.id);
    expect(pages).toEqual([[], crowd.slice(120).map(({ id }) => id)]);
    expect(asked).toEqual([100, 100]);
  });

  it('is refused to those who are not in', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general');
    expect(await bo.refusedFor('memberships.list', { conversationId: conversation.id })).toBe('not_a_member');
  });
});
