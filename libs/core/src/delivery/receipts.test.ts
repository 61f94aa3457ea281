import { describe, expect, it } from 'vitest';
import type { Ports } from '../ports';
import { aWorkspace } from '../testing/a-workspace';

/** Ana said three things to Bo: seqs 2 to 4. */
const aTalk = async (ports?: (real: Ports) => Partial<Ports>) => {
  const workspace = aWorkspace(ports);
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const conversationId = conversation.id;
  for (const text of ['two', 'three', 'four']) await ana.says(conversationId, text);
  const seenBy = async (person: typeof ana) => (await person.gets('delivery.receipts', { conversationId })).receipts;
  const has = (person: typeof ana, seq: number, id = conversationId) =>
    person.gets('delivery.received', { positions: [{ conversationId: id, seq }] });
  const reads = (person: typeof ana, seq: number) => person.gets('delivery.read', { conversationId, seq });
  const watches = async (person: typeof ana) => {
    const device = await person.connects();
    await device.gets('connections.focus', { conversationId });
    return device;
  };
  return { ...workspace, ana, bo, conversationId, seenBy, has, reads, watches };
};

describe('receipts', () => {
  it('[SYNC-5] tell the others how far somebody has stored and read a conversation, and only climb', async () => {
    const { ana, bo, seenBy, has, reads } = await aTalk();
    expect(await seenBy(ana)).toEqual([]);
    await has(bo, 3);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 3, read: 0 }]);
    await reads(bo, 2);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 3, read: 2 }]);
    await reads(bo, 4);
    await has(bo, 1);
    await reads(bo, 1);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 4, read: 4 }]);
    expect(await seenBy(bo)).toEqual([]);
  });

  it('[SYNC-5] stay where they were when a conversation is marked unread again', async () => {
    const { ana, bo, conversationId, seenBy, reads } = await aTalk();
    const { row } = await reads(bo, 4);
    await bo.gets('delivery.unread', { conversationId, seq: 2, rev: row.rev });
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 4, read: 4 }]);
    await reads(bo, 3);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 4, read: 4 }]);
  });

  it('[SYNC-5] [DEL-4] are shown as they climb to the others who have it open, and not when nothing climbed', async () => {
    const { ana, bo, conversationId, has, reads, watches } = await aTalk();
    const [open, closed, theirs] = [await watches(ana), await ana.connects(), await watches(bo)];
    await has(bo, 3);
    await has(bo, 2);
    await reads(bo, 4);
    await has(bo, 4);
    const signal = { kind: 'receipt', conversationId, personId: 'bo' };
    expect(open.signals()).toEqual([
      { ...signal, received: 3, read: 0 },
      { ...signal, received: 4, read: 4 },
    ]);
    expect([...closed.signals(), ...theirs.signals()]).toEqual([]);
  });

  it('do not raise the row of who received, nor push it', async () => {
    const { bo, tables, conversationId, has } = await aTalk();
    const phone = await bo.connects();
    const before = tables.inbox.get('bo')?.get(conversationId);
    await has(bo, 4);
    expect(tables.inbox.get('bo')?.get(conversationId)).toEqual(before);
    expect(phone.frames()).toEqual([]);
  });

  it.each(['ana', 'bo'])('do not tell what was read where %s does not share it, either way', async (id) => {
    const { ana, bo, has, reads, seenBy, watches } = await aTalk();
    await (id === 'ana' ? ana : bo).gets('people.settings', { readReceipts: false });
    const [hers, his] = [await watches(ana), await watches(bo)];
    await reads(bo, 3);
    await reads(ana, 3);
    await has(bo, 4);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 4 }]);
    expect(await seenBy(bo)).toEqual([{ personId: 'ana', received: 3 }]);
    for (const signal of [...hers.signals(), ...his.signals()]) expect(signal).not.toHaveProperty('read');
    expect(hers.signals()).toHaveLength(2);
    expect(his.signals()).toHaveLength(1);
  });

  it('do not tell later what was read while it was not shared', async () => {
    const { ana, bo, reads, seenBy } = await aTalk();
    await reads(bo, 2);
    await bo.gets('people.settings', { readReceipts: false });
    await reads(bo, 3);
    expect(await bo.gets('people.settings', { readReceipts: true })).toEqual({ settings: { readReceipts: true } });
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 3, read: 2 }]);
    await reads(bo, 4);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 4, read: 4 }]);
  });

  it('are kept and told where 20 are in, and not where 21 are', async () => {
    const { ana, bo, conversationId, people, clock, tables, seenBy, has, reads } = await aTalk();
    await ana.adds(conversationId, ...people(...Array.from({ length: 18 }, (_, nth) => `p${nth}`)));
    await has(bo, 3);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 3, read: 0 }]);
    await ana.adds(conversationId, ...people('one-more'));
    expect(await seenBy(ana)).toEqual([]);
    await has(bo, 4);
    await reads(bo, 4);
    expect(tables.receipts.get(conversationId)?.get('bo')).toEqual({ received: 3, read: 0 });
    await people('one-more')[0].leaves(conversationId);
    await clock.pass(30_001);
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 3, read: 0 }]);
  });

  it('believe nobody about entries that are not there, nor about conversations that they are not in', async () => {
    const { ana, bo, conversationId, people, tables, seenBy, has } = await aTalk();
    const [cy] = people('cy');
    await has(bo, 5);
    await has(bo, 0);
    await has(cy, 4);
    await has(bo, 1, 'c-ffffffffffffffffffffffffffffffff');
    expect(tables.receipts.get(conversationId)).toBeUndefined();
    await bo.leaves(conversationId);
    await has(bo, 4);
    expect(await seenBy(ana)).toEqual([]);
    expect(await cy.refusedFor('delivery.receipts', { conversationId })).toBe('not_a_member');
  });

  it('do not fail the marker when they cannot be kept, nor a report when they cannot be shown', async () => {
    const error = new Error('throttled');
    let broken = '';
    const { ana, bo, conversationId, has, reads, seenBy, watches, reports } = await aTalk(({ receipts, people }) => ({
      receipts: {
        ...receipts,
        climb: (...args) => (broken === 'receipts' ? Promise.reject(error) : receipts.climb(...args)),
      },
      people: {
        ...people,
        settings: (ids) => (broken === 'settings' ? Promise.reject(error) : people.settings(ids)),
      },
    }));
    await watches(ana);
    broken = 'receipts';
    expect((await reads(bo, 3)).row.read).toBe(3);
    expect(reports).toEqual([{ what: 'receipt not kept', details: { conversationId, error } }]);
    broken = 'settings';
    await has(bo, 2);
    broken = '';
    expect(await seenBy(ana)).toEqual([{ personId: 'bo', received: 2, read: 0 }]);
  });
});
