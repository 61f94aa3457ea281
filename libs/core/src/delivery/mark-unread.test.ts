import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const aTalk = async () => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const id = conversation.id;
  for (const text of ['one', 'two', 'three', 'four']) await ana.says(id, text);
  const { row } = await bo.gets('delivery.read', { conversationId: id, seq: 5 });
  const unread = async () => {
    const { row, latest } = await bo.gets('conversations.get', { conversationId: id });
    return latest.n - row.readN;
  };
  return { ...workspace, ana, bo, id, row, unread };
};

describe('marking as unread', () => {
  it('[LOG-8] counts everything from there on as unread again, on every device', async () => {
    const { bo, id, row, unread } = await aTalk();
    const device = await bo.connects();
    const back = { conversationId: id, rev: row.rev + 1, joined: 1, read: 3, readN: 2 };
    expect(await bo.gets('delivery.unread', { conversationId: id, seq: 4, rev: row.rev })).toEqual({ row: back });
    expect(device.rows()).toEqual([back]);
    expect(await unread()).toBe(2);
    const all = { conversationId: id, seq: 1, rev: back.rev };
    expect(await bo.gets('delivery.unread', all)).toMatchObject({ row: { read: 0, readN: 0 } });
    expect(await unread()).toBe(4);
  });

  it('[LOG-8] [UX-READ-5] is refused where the row has moved on, so that a late one undoes no reading', async () => {
    const { ana, bo, id, row, unread } = await aTalk();
    await ana.says(id, 'five');
    await bo.gets('delivery.read', { conversationId: id, seq: 6 });
    expect(await bo.refusedFor('delivery.unread', { conversationId: id, seq: 2, rev: row.rev })).toBe('row_moved');
    expect(await unread()).toBe(0);
  });

  it('[LOG-8] holds where a reading from before it comes late, or is told again because its answer was lost', async () => {
    const { bo, id, row, unread } = await aTalk();
    const reading = { conversationId: id, seq: 5, rev: 1 };
    expect(await bo.gets('delivery.read', reading)).toEqual({ row });
    const back = await bo.gets('delivery.unread', { conversationId: id, seq: 4, rev: row.rev });
    const device = await bo.connects();
    expect(await bo.gets('delivery.read', reading)).toEqual(back);
    expect(device.rows()).toEqual([]);
    expect(await unread()).toBe(2);
    await bo.gets('delivery.read', { ...reading, rev: back.row.rev });
    expect(await unread()).toBe(0);
  });

  it('is answered with the row where it is so already, as after a lost reply', async () => {
    const { bo, id, row } = await aTalk();
    const back = { conversationId: id, seq: 4, rev: row.rev };
    const first = await bo.gets('delivery.unread', back);
    expect(await bo.gets('delivery.unread', back)).toEqual(first);
    expect(await bo.gets('delivery.unread', { ...back, seq: 5 })).toEqual(first); // never forward
  });

  it('is refused beyond the head, and to those who are not in', async () => {
    const { bo, id, row, people } = await aTalk();
    const [cy] = people('cy');
    expect(await bo.refusedFor('delivery.unread', { conversationId: id, seq: 6, rev: row.rev })).toBe('ahead_of_log');
    expect(await bo.refusedFor('delivery.unread', { conversationId: id, seq: 60, rev: row.rev })).toBe('ahead_of_log');
    expect(await cy.refusedFor('delivery.unread', { conversationId: id, seq: 2, rev: 1 })).toBe('not_a_member');
  });
});
