import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const aTalk = async (messages: number) => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  for (let nth = 0; nth < messages; nth += 1) await ana.says(conversation.id, 'x');
  const unread = async () => {
    const { row, latest } = await bo.gets('conversations.get', { conversationId: conversation.id });
    return latest.n - row.readN;
  };
  const reads = async (seq: number) => (await bo.gets('delivery.read', { conversationId: conversation.id, seq })).row;
  return { ...workspace, ana, bo, id: conversation.id, unread, reads };
};

describe('marking as read', () => {
  it('[LOG-8] makes unread the messages from my marker to the head, whoever else came and went', async () => {
    const { ana, bo, id, unread, reads, people } = await aTalk(3);
    const [cy] = people('cy');
    expect(await unread()).toBe(3);
    await ana.adds(id, cy);
    await cy.leaves(id);
    expect(await unread()).toBe(3);
    expect(await reads(3)).toEqual({ conversationId: id, rev: 2, joined: 1, read: 3, readN: 2 });
    expect(await unread()).toBe(1);
    await bo.says(id, 'y');
    expect(await unread()).toBe(2);
    await reads(await bo.holds(id));
    expect(await unread()).toBe(0);
  });

  it('[LOG-8] only moves the marker forward', async () => {
    const { unread, reads } = await aTalk(3);
    const row = await reads(4);
    expect(await reads(2)).toEqual(row);
    expect(await reads(4)).toEqual(row);
    expect(await unread()).toBe(0);
  });

  it('[SYNC-7] tells my devices and nobody else, and not when nothing moved', async () => {
    const { ana, bo, reads } = await aTalk(2);
    const [phone, desk, theirs] = [await bo.connects(), await bo.connects(), await ana.connects()];
    const row = await reads(3);
    await reads(2);
    expect(phone.rows()).toEqual([row]);
    expect(desk.rows()).toEqual([row]);
    expect(theirs.rows()).toEqual([]);
  });

  it('[SYNC-7] pushes the row to my other devices: the one that asks has it in its answer', async () => {
    const { bo, id } = await aTalk(2);
    const [phone, desk] = [await bo.connects(), await bo.connects()];
    const { row } = await phone.gets('delivery.read', { conversationId: id, seq: 3 });
    expect([phone.rows(), desk.rows()]).toEqual([[], [row]]);
    const { row: back } = await desk.gets('delivery.unread', { conversationId: id, seq: 2, rev: row.rev });
    expect([phone.rows(), desk.rows()]).toEqual([[back], [row]]);
  });

  it('is refused beyond the head, and to those who are not in', async () => {
    const { bo, id, people, tables } = await aTalk(1);
    const [cy] = people('cy');
    expect(await bo.refusedFor('delivery.read', { conversationId: id, seq: 3 })).toBe('ahead_of_log');
    expect(await cy.refusedFor('delivery.read', { conversationId: id, seq: 1 })).toBe('not_a_member');
    expect(await cy.refusedFor('delivery.read', { conversationId: id, seq: 9 })).toBe('not_a_member');
    await bo.leaves(id);
    expect(await bo.refusedFor('delivery.read', { conversationId: id, seq: 1 })).toBe('not_a_member');
    expect(tables.inbox.get('bo')?.get(id)?.read).toBe(1);
  });
});
