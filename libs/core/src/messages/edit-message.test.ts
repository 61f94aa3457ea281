import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const key = keyNumber(1_000_000);
const aTalk = async () => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const { seq: target } = await bo.says(conversation.id, 'hi');
  const edits = (text: string, basedOn = target) =>
    bo.changes('messages.edit', conversation.id, { target, basedOn, text });
  return { ...workspace, ana, bo, id: conversation.id, target, edits };
};

describe('editing a message', () => {
  it('shows the new words on every connection, in the log, and where the message stands', async () => {
    const { ana, id, target, edits, clock } = await aTalk();
    const device = await ana.connects();
    await clock.pass(5_000);
    const entry = await edits('hello');
    expect(entry).toMatchObject({
      seq: 3,
      author: 'bo',
      n: 1,
      kind: 'message.edited',
      body: { target, text: 'hello' },
    });
    expect(device.seqs()).toEqual([3]);
    const { entries } = await ana.gets('messages.changes', { conversationId: id, after: 1 });
    const edited = { seq: 3, at: entry.at };
    expect(entries).toMatchObject([{ seq: 2, body: { text: 'hello', rev: 3, edited } }, entry]);
    expect(await ana.reads(id)).toEqual(['hello']);
  });

  it('[LOG-2] is done once a key, also by another process, and answers with its entry', async () => {
    const { bo, id, target, restarts } = await aTalk();
    const edit = { conversationId: id, key, after: 2, target, basedOn: target, text: 'hello' };
    const { entry } = await bo.gets('messages.edit', edit);
    restarts();
    expect(await bo.gets('messages.edit', edit)).toEqual({ entry });
    expect(await bo.holds(id)).toBe(3);
  });

  it('[UX-EDIT-3] of two that are based on the same words the first wins', async () => {
    const { ana, bo, id, target, edits } = await aTalk();
    const first = await edits('first');
    expect(await bo.failsTo('messages.edit', id, { target, basedOn: target, text: 'second' })).toBe('edit_conflict');
    expect(await ana.reads(id)).toEqual(['first']);
    await edits('second', first.seq);
    expect(await ana.reads(id)).toEqual(['second']);
  });

  it('is no conflict with reactions in between', async () => {
    const { ana, id, target, edits } = await aTalk();
    await ana.changes('messages.react', id, { target, emoji: '👍' });
    await edits('hello');
    expect(await ana.reads(id)).toEqual(['hello']);
  });

  it('is for its author alone, while they are in', async () => {
    const { ana, bo, id, target, people } = await aTalk();
    const [cy] = people('cy');
    const edit = { target, basedOn: target, text: 'mine' };
    expect(await ana.failsTo('messages.edit', id, edit)).toBe('not_yours');
    expect(await cy.failsTo('messages.edit', id, edit)).toBe('not_a_member');
    await bo.leaves(id);
    expect(await bo.failsTo('messages.edit', id, edit)).toBe('not_a_member');
    expect(await ana.reads(id)).toEqual(['hi']);
  });

  it.each([1, 3, 9])('is refused where no message stands: %i', async (target) => {
    const { ana, bo, id } = await aTalk();
    await ana.changes('messages.react', id, { target: 2, emoji: '👍' });
    expect(await bo.failsTo('messages.edit', id, { target, basedOn: target, text: 'x' })).toBe('message_not_found');
  });

  it('is refused for what is deleted', async () => {
    const { ana, bo, id, target } = await aTalk();
    await bo.changes('messages.delete', id, { target });
    expect(await bo.failsTo('messages.edit', id, { target, basedOn: target, text: 'x' })).toBe('message_not_found');
    expect(await ana.reads(id)).toEqual(['']);
  });

  it('is refused after 50 edits', async () => {
    const { ana, bo, id, target, edits } = await aTalk();
    let last = target;
    for (let nth = 1; nth <= limits.edits; nth += 1) last = (await edits(`${nth}`, last)).seq;
    expect(await bo.failsTo('messages.edit', id, { target, basedOn: last, text: 'x' })).toBe('too_many_edits');
    expect(await ana.reads(id)).toEqual(['50']);
  });

  it('is refused for text that fits a message but, escaped, no entry', async () => {
    const { bo, id, target } = await aTalk();
    const text = '\u0001'.repeat(5_000); // 5 KB of text, 30 KB of JSON
    expect(await bo.failsTo('messages.edit', id, { target, basedOn: target, text })).toBe('too_large');
  });

  it('is refused for a key that made something else', async () => {
    const { bo, id, target } = await aTalk();
    await bo.says(id, 'x', { key });
    const edit = { conversationId: id, key, after: 2, target, basedOn: target, text: 'y' };
    expect(await bo.refusedFor('messages.edit', edit)).toBe('key_in_use');
  });
});
