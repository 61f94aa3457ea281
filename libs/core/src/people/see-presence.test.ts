import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person, tokenMs } from '../testing/a-workspace';

it('[DEL-4] tells who has a connection by their leases, and nothing of those that expired or closed', async () => {
  const { people, core, clock } = aWorkspace();
  const [ana, bo, cy, di] = people('ana', 'bo', 'cy', 'di');
  const ids = ['ana', 'bo', 'cy', 'di', 'bo', 'nobody'];
  const online = async () => (await ana.gets('people.presence', { ids })).online.toSorted();
  expect(await online()).toEqual([]);
  const [, phone] = [await bo.connects(), await di.connects()];
  await clock.pass(tokenMs / 2);
  const [desk] = [await bo.connects(), await cy.connects()];
  expect(await online()).toEqual(['bo', 'cy', 'di']);
  await core().closed('di', phone.id);
  expect(await online()).toEqual(['bo', 'cy']);
  await clock.pass(tokenMs / 2);
  expect(await online()).toEqual(['bo', 'cy']);
  await core().closed('bo', desk.id);
  expect(await online()).toEqual(['cy']);
});

describe('who is told who is online', () => {
  const ids = ['ana', 'bo', 'cy', 'gus'];
  const start = async () => {
    const read: string[][] = [];
    const told = { roles: 0, rows: 0 };
    const workspace = aWorkspace(({ access, connections, inbox }) => ({
      access: { ...access, of: async (asked) => ((told.roles += 1), access.of(asked)) },
      connections: { ...connections, leases: async (asked) => (read.push([...asked]), connections.leases(asked)) },
      inbox: { ...inbox, rows: async (...asked) => ((told.rows += 1), inbox.rows(...asked)) },
    }));
    const [ana, bo, cy, gus] = workspace.people('ana', 'bo', 'cy', 'gus');
    workspace.tables.people.set('gus', { ...workspace.tables.people.get('gus')!, role: 'guest' });
    for (const one of [ana, bo, cy, gus]) await one.connects();
    const online = async (who: Person) => (await who.gets('people.presence', { ids })).online.toSorted();
    return { ...workspace, ana, bo, cy, gus, online, read, told };
  };

  it('[DEL-4] [ROLE-2] a guest of those alone whom they share a conversation with, while they do; of others nothing is read', async () => {
    const { ana, bo, gus, online, read } = await start();
    expect(await online(gus)).toEqual(['gus']);
    const { id } = (await ana.opensChannel('launch', [gus, bo])).conversation;
    expect(await online(gus)).toEqual(['ana', 'bo', 'gus']);
    expect(read.at(-1)).toEqual(['ana', 'bo', 'gus']);
    await gus.leaves(id);
    expect(await online(gus)).toEqual(['gus']);
    read.length = 0;
    expect(await gus.gets('people.presence', { ids: ['cy', 'nobody'] })).toEqual({ online: [] });
    expect(read).toEqual([]);
  });

  it.each(['owner', 'admin', 'member'] as const)(
    '[DEL-4] an %s of everybody, as in the directory, and no more is read for it than leases',
    async (role) => {
      const { ana, online, tables, told } = await start();
      tables.people.set('ana', { ...tables.people.get('ana')!, role });
      await online(ana);
      const before = { ...told };
      expect(await online(ana)).toEqual(ids);
      expect(told).toEqual(before);
    },
  );

  it('[DEL-4] whoever becomes a guest, within half a minute', async () => {
    const { ana, clock, online, tables } = await start();
    expect(await online(ana)).toEqual(ids);
    tables.people.set('ana', { ...tables.people.get('ana')!, role: 'guest' });
    await clock.pass(30_001);
    expect(await online(ana)).toEqual(['ana']);
  });

  it('[PEOPLE-2] a block changes nothing of it: who is blocked is not told', async () => {
    const { ana, bo, clock, online } = await start();
    await ana.gets('people.block', { personId: 'bo' });
    await clock.pass(30_001);
    for (const one of [ana, bo]) expect(await online(one)).toEqual(ids);
  });
});
