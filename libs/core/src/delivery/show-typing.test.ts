import { describe, expect, it } from 'vitest';
import type { Ports } from '../ports';
import { aWorkspace, tokenMs } from '../testing/a-workspace';

const aTalk = async (ports?: (real: Ports) => Partial<Ports>) => {
  const workspace = aWorkspace(ports);
  const [ana, bo, cy] = workspace.people('ana', 'bo', 'cy');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const conversationId = conversation.id;
  const types = async () => {
    const socket = await ana.connects();
    await socket.gets('connections.focus', { conversationId });
    await socket.gets('delivery.typing', { conversationId });
    return socket;
  };
  return { ...workspace, ana, bo, cy, conversationId, types };
};

describe('typing', () => {
  it('[DEL-4] is shown to members who have the conversation open, and not to who types', async () => {
    const { ana, bo, cy, conversationId, types } = await aTalk();
    const [open, closed, elsewhere] = [await bo.connects(), await bo.connects(), await bo.connects()];
    const [stranger, mine] = [await cy.connects(), await ana.connects()];
    const other = (await bo.opensChannel('other')).conversation.id;
    for (const device of [open, stranger, mine]) await device.gets('connections.focus', { conversationId });
    await elsewhere.gets('connections.focus', { conversationId: other });
    const before = elsewhere.frames().length;
    const socket = await types();
    expect(open.frames().at(-1)).toEqual({
      type: 'signal',
      signal: { kind: 'typing', conversationId, personId: 'ana' },
    });
    for (const device of [closed, stranger, mine, socket]) expect(device.signals()).toEqual([]);
    expect(elsewhere.frames()).toHaveLength(before);
  });

  it('[DEL-4] is not shown on a connection whose lease has expired', async () => {
    const { bo, conversationId, types, clock } = await aTalk();
    const open = await bo.connects();
    await open.gets('connections.focus', { conversationId });
    await clock.pass(tokenMs);
    await types();
    expect(open.signals()).toEqual([]);
  });

  it.each(['slow', 'gone', 'failed'] as const)(
    '[DEL-4] is not tried again on a connection that is %s, nor spoken of',
    async (outcome) => {
      const { bo, conversationId, types, frames, reports, tables } = await aTalk();
      const open = await bo.connects();
      await open.gets('connections.focus', { conversationId });
      let tries = 0;
      frames.answers.set(open.id, async () => ((tries += 1), outcome));
      await types();
      expect(tries).toBe(1);
      expect(reports).toEqual([]);
      expect(tables.leases.get('bo')?.size).toBe(1);
    },
  );

  it('[DEL-4] is answered although nobody can be looked up, and after a second whoever does not answer us', async () => {
    let broken = false;
    const { ana, bo, conversationId, frames, clock, reports } = await aTalk(({ connections }) => ({
      connections: {
        ...connections,
        leases: (ids) => (broken ? Promise.reject(new Error('throttled')) : connections.leases(ids)),
      },
    }));
    const [mine, open] = [await ana.connects(), await bo.connects()];
    await open.gets('connections.focus', { conversationId });
    await mine.gets('people.me', {});
    broken = true;
    expect(await mine.gets('delivery.typing', { conversationId })).toEqual({});
    broken = false;
    frames.answers.set(open.id, () => new Promise(() => undefined));
    let isAnswered = false;
    void mine.gets('delivery.typing', { conversationId }).then(() => (isAnswered = true));
    await clock.pass(1_000);
    expect(isAnswered).toBe(true);
    expect(reports).toEqual([]);
  });

  it('[DEL-4] is shown to nobody where over 500 are in, and costs no reading of them for the next half minute', async () => {
    let rosters = 0;
    const { ana, bo, conversationId, people, clock, types } = await aTalk(({ memberships }) => ({
      memberships: { ...memberships, roster: (id) => ((rosters += 1), memberships.roster(id)) },
    }));
    const open = await bo.connects();
    await open.gets('connections.focus', { conversationId });
    const socket = await types();
    expect(open.signals()).toHaveLength(1);
    const crowd = people(...Array.from({ length: 499 }, (_, nth) => `p${nth}`));
    for (let at = 0; at < crowd.length; at += 40) await ana.adds(conversationId, ...crowd.slice(at, at + 40));
    rosters = 0;
    await types();
    await types();
    expect(open.signals()).toHaveLength(1);
    expect(rosters).toBe(1);
    for (const person of crowd.slice(0, 10)) await person.leaves(conversationId);
    await clock.pass(30_001);
    await socket.gets('delivery.typing', { conversationId });
    expect(open.signals()).toHaveLength(2);
  });

  it('[DEL-4] is shown where too many are in for receipts', async () => {
    const { ana, bo, conversationId, people, types } = await aTalk();
    await ana.adds(conversationId, ...people(...Array.from({ length: 30 }, (_, nth) => `p${nth}`)));
    await bo.gets('delivery.received', { positions: [{ conversationId, seq: 2 }] }); // and now that is known
    const open = await bo.connects();
    await open.gets('connections.focus', { conversationId });
    await types();
    expect(open.signals()).toHaveLength(1);
  });

  it('is refused to who is not in, and without a socket', async () => {
    const { ana, cy, conversationId } = await aTalk();
    expect(await (await cy.connects()).refusedFor('delivery.typing', { conversationId })).toBe('not_a_member');
    expect(await ana.refusedFor('delivery.typing', { conversationId })).toBe('socket_only');
  });
});
