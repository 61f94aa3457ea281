import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const [key, deleteKey] = [keyNumber(1_000_000), keyNumber(1_000_001)];
const aTalk = async () => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const id = conversation.id;
  const discard = { conversationId: id, key, after: 1, deleteKey };
  return { ...workspace, ana, bo, id, discard, send: { conversationId: id, key, after: 1, text: 'secret' } };
};

describe('discarding a message that was tried', () => {
  it('[LOG-10] claims the key of one that was never posted, so that it never can be', async () => {
    const { ana, bo, id, discard, send, restarts } = await aTalk();
    const device = await bo.connects();
    const { entry } = await ana.gets('messages.discard', discard);
    expect(entry).toMatchObject({ seq: 2, author: 'ana', key, n: 0, kind: 'message.discarded' });
    expect(device.seqs()).toEqual([2]);
    expect(await ana.refusedFor('messages.send', send)).toBe('discarded');
    restarts();
    expect(await ana.refusedFor('messages.send', send)).toBe('discarded');
    expect(await bo.reads(id)).toEqual([]);
  });

  it('[LOG-10] deletes one that had been posted', async () => {
    const { ana, bo, id, discard, send } = await aTalk();
    const posted = await ana.gets('messages.send', send);
    const { entry } = await ana.gets('messages.discard', discard);
    expect(entry).toMatchObject({ seq: 3, key: deleteKey, kind: 'message.deleted', body: { target: 2 } });
    const { entries } = await bo.gets('messages.changes', { conversationId: id, after: 1 });
    expect(JSON.stringify(entries)).not.toContain('secret');
    // A send that comes even later learns that it had been posted, and is answered without the words.
    expect(await ana.gets('messages.send', send)).toMatchObject({
      entry: { seq: posted.entry.seq, body: { text: '' } },
    });
    expect(await bo.reads(id)).toEqual(['']);
  });

  it('[LOG-2] is answered the same however often it is asked', async () => {
    const { ana, bo, id, discard, send, restarts } = await aTalk();
    const first = await ana.gets('messages.discard', discard);
    restarts();
    expect(await ana.gets('messages.discard', discard)).toEqual(first);
    const other = keyNumber(1_000_002);
    await ana.gets('messages.send', { ...send, key: other });
    const deleted = await ana.gets('messages.discard', { ...discard, key: other });
    expect(await ana.gets('messages.discard', { ...discard, key: other })).toEqual(deleted);
    expect(await bo.holds(id)).toBe(4);
  });

  it('[LOG-10] is settled by the message itself where another hand deleted it', async () => {
    const { ana, id, discard, send } = await aTalk();
    await ana.gets('messages.send', send);
    await ana.changes('messages.delete', id, { target: 2 });
    const { entry } = await ana.gets('messages.discard', discard);
    expect(entry).toMatchObject({ seq: 2, kind: 'message.posted', body: { text: '', deleted: { by: 'ana' } } });
    expect(await ana.holds(id)).toBe(3);
  });

  it('[LOG-10] races with the send, and one of them wins', async () => {
    const { ana, id, discard, send, clock } = await aTalk();
    const both = Promise.all([ana.asks('messages.send', send), ana.asks('messages.discard', discard)]);
    await clock.pass(30_000);
    await both;
    const { entries } = await ana.gets('messages.changes', { conversationId: id, after: 1 });
    expect(entries.filter((entry) => entry.key === key)).toHaveLength(1);
    expect(await ana.reads(id)).toEqual(entries[0]?.kind === 'message.posted' ? [''] : []);
  });

  it('is about my own key alone', async () => {
    const { ana, bo, id, discard, send } = await aTalk();
    await ana.gets('messages.send', send);
    expect(await bo.gets('messages.discard', discard)).toMatchObject({ entry: { seq: 3, kind: 'message.discarded' } });
    expect(await bo.reads(id)).toEqual(['secret']);
  });

  it('[LOG-4] looks for the key first: who left since is told that they cannot delete what was posted', async () => {
    const { ana, bo, id, discard, send } = await aTalk();
    await bo.gets('messages.send', send);
    await bo.leaves(id);
    expect(await bo.refusedFor('messages.discard', discard)).toBe('not_a_member');
    expect(await ana.reads(id)).toEqual(['secret']);
  });

  it('is refused for a key that made something else, be it that of the message or that of the deletion', async () => {
    const { ana, id, discard, send } = await aTalk();
    await ana.gets('memberships.remove', { conversationId: id, key, after: 1, personId: 'bo' });
    expect(await ana.refusedFor('messages.discard', discard)).toBe('key_in_use');
    const other = { ...send, key: keyNumber(1_000_003) };
    await ana.gets('messages.send', other);
    expect(await ana.refusedFor('messages.discard', { ...discard, key: other.key, deleteKey: key })).toBe('key_in_use');
    expect(await ana.reads(id)).toEqual(['secret']);
  });
});
