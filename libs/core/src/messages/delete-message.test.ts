import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const aTalk = async () => {
  const workspace = aWorkspace();
  const [owner, author, other] = workspace.people('ana', 'bo', 'cy');
  const { conversation } = await owner.opensChannel('general', [author, other]);
  const { seq: target } = await author.says(conversation.id, 'secret');
  return { ...workspace, owner, author, other, id: conversation.id, target };
};

describe('deleting a message', () => {
  it('[UX-EDIT-2] takes its words back, those of its edits too, and leaves its place', async () => {
    const { author, other, id, target } = await aTalk();
    const device = await other.connects();
    await author.changes('messages.edit', id, { target, basedOn: target, text: 'secret, edited' });
    const entry = await author.changes('messages.delete', id, { target });
    expect(entry).toMatchObject({ seq: 4, author: 'bo', n: 1, kind: 'message.deleted', body: { target } });
    expect(device.seqs()).toEqual([3, 4]);
    const { entries } = await other.gets('messages.changes', { conversationId: id, after: 0 });
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(entries[1]).toMatchObject({ n: 1, body: { text: '', rev: 4, deleted: { at: entry.at, by: 'bo' } } });
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('is for its author, and for the owner of the channel', async () => {
    const { owner, other, id, target } = await aTalk();
    expect(await other.failsTo('messages.delete', id, { target })).toBe('not_yours');
    const entry = await owner.changes('messages.delete', id, { target });
    const { entries } = await other.gets('messages.history', { conversationId: id });
    expect(entries[1]?.body).toMatchObject({ text: '', deleted: { at: entry.at, by: 'ana' } });
  });

  it('is in a direct conversation for its author alone', async () => {
    const { owner, author } = await aTalk();
    const { conversation } = await owner.opensDirect(author);
    const { seq: target } = await author.says(conversation.id, 'hi');
    expect(await owner.failsTo('messages.delete', conversation.id, { target })).toBe('not_yours');
    await author.changes('messages.delete', conversation.id, { target });
    expect(await owner.reads(conversation.id)).toEqual(['']);
  });

  it('[DEL-1] is not for an owner who left', async () => {
    const { owner, author, id, target } = await aTalk();
    await owner.leaves(id);
    expect(await owner.failsTo('messages.delete', id, { target })).toBe('not_a_member');
    await author.adds(id, owner);
    expect(await owner.failsTo('messages.delete', id, { target })).toBe('not_yours'); // they came back as a member
  });

  it('is done once, and refused where there is nothing to delete', async () => {
    const { owner, author, id, target } = await aTalk();
    await author.changes('messages.delete', id, { target });
    expect(await owner.failsTo('messages.delete', id, { target })).toBe('nothing_to_change');
    expect(await owner.failsTo('messages.delete', id, { target: 1 })).toBe('message_not_found');
    expect(await owner.failsTo('messages.delete', id, { target: 99 })).toBe('message_not_found');
  });

  it('[LOG-9] hands no words over with a retry of the message by a process that remembers them', async () => {
    const { workspace, author, other, id } = await aTalk().then((talk) => ({ ...talk, workspace: talk }));
    const send = { conversationId: id, key: keyNumber(1_000_000), after: 2, text: 'secret' };
    const { entry } = await author.gets('messages.send', send);
    const first = workspace.core();
    workspace.restarts();
    await author.changes('messages.delete', id, { target: entry.seq });
    const device = await other.connects();
    const answer = await first.answer(author.caller(), { type: 'messages.send', body: send });
    expect(answer).toMatchObject({ ok: true, body: { entry: { seq: entry.seq, body: { text: '', rev: 4 } } } });
    expect(device.sees()).toEqual(['']);
  });
});
