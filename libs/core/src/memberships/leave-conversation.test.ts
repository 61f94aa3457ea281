import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const aChannelOfTwo = async () => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  return { ...workspace, ana, bo, id: conversation.id };
};
const key = keyNumber(1_000_000);
const ids = ({ conversations }: { conversations: { conversation: { id: string } }[] }) =>
  conversations.map(({ conversation }) => conversation.id);

describe('leaving a channel', () => {
  it('takes it from my list, and says at which seq I left', async () => {
    const { bo, id } = await aChannelOfTwo();
    const row = await bo.leaves(id);
    expect(row).toEqual({ conversationId: id, rev: 2, joined: 1, left: 2, read: 1, readN: 0 });
    expect(ids(await bo.gets('conversations.list', {}))).toEqual([]);
    expect(await bo.refusedFor('conversations.get', { conversationId: id })).toBe('not_a_member');
    expect(await bo.refusedFor('memberships.list', { conversationId: id })).toBe('not_a_member');
    expect(await bo.refusedFor('delivery.read', { conversationId: id, seq: 1 })).toBe('not_a_member');
  });

  it('[DEL-1] tells everybody, the one who leaves too, and them nothing after it', async () => {
    const { ana, bo, id } = await aChannelOfTwo();
    const [mine, theirs] = [await ana.connects(), await bo.connects()];
    await bo.leaves(id);
    await ana.says(id, 'are they gone?');
    expect(theirs.seqs()).toEqual([2]);
    expect(mine.seqs()).toEqual([2, 3]);
    expect(theirs.rows()).toMatchObject([{ conversationId: id, left: 2 }]);
    expect(mine.rows()).toEqual([]);
  });

  it('[LOG-2] is done once a key, and a retry after it is answered', async () => {
    const { ana, bo, id } = await aChannelOfTwo();
    const leave = { conversationId: id, key, after: 1 };
    const first = await bo.gets('memberships.leave', leave);
    expect(await bo.gets('memberships.leave', leave)).toEqual(first);
    expect(await ana.holds(id)).toBe(2);
    expect(await bo.refusedFor('memberships.leave', { ...leave, key: keyNumber(1_000_001) })).toBe('not_a_member');
  });

  it('is refused to strangers, for a used key, and beyond the head', async () => {
    const { ana, id, people } = await aChannelOfTwo();
    const [cy] = people('cy');
    expect(await cy.refusedFor('memberships.leave', { conversationId: id, key, after: 1 })).toBe('not_a_member');
    expect(await ana.refusedFor('memberships.leave', { conversationId: id, key, after: 7 })).toBe('ahead_of_log');
    await ana.says(id, 'hi', { key, after: 1 });
    expect(await ana.refusedFor('memberships.leave', { conversationId: id, key, after: 1 })).toBe('key_in_use');
  });

  it('[LOG-9] holds the one who leaves for a second at the most, in all', async () => {
    const { ana, bo, id, frames, clock } = await aChannelOfTwo();
    for (const device of [await ana.connects(), await bo.connects()])
      frames.answers.set(device.id, () => new Promise(() => undefined));
    let left = false;
    void bo.leaves(id).then(() => (left = true));
    await clock.pass(999);
    expect(left).toBe(false);
    await clock.pass(1);
    expect(left).toBe(true);
  });
});

describe('leaving a direct conversation', () => {
  it('hides it until something is said, and changes nothing for the others', async () => {
    const { ana, bo } = await aChannelOfTwo();
    const { conversation } = await ana.opensDirect(bo);
    const { id } = conversation;
    const phone = await ana.connects();
    const { row } = await ana.gets('memberships.leave', { conversationId: id, key, after: 1 });
    expect(row).toMatchObject({ conversationId: id, rev: 2, hiddenAt: 1, hiddenN: 0 });
    expect(row.left).toBeUndefined();
    expect(phone.rows()).toEqual([row]);
    expect(phone.seqs()).toEqual([]);
    await bo.says(id, 'still there?');
    expect(phone.sees()).toEqual(['still there?']);
    const { latest, row: after } = await ana.gets('conversations.get', { conversationId: id });
    expect(latest.n).toBeGreaterThan(after.hiddenN!);
  });

  it('hides it as far as its person has seen it, so that what crossed the click, or a lost reply, stays listed', async () => {
    const { ana, bo } = await aChannelOfTwo();
    const { conversation } = await ana.opensDirect(bo);
    const leave = { conversationId: conversation.id, key, after: 1 };
    const first = await ana.gets('memberships.leave', leave);
    await bo.says(conversation.id, 'urgent');
    expect(await ana.gets('memberships.leave', leave)).toEqual(first);
    const { latest, row } = await ana.gets('conversations.get', { conversationId: conversation.id });
    expect(latest.n).toBeGreaterThan(row.hiddenN!);
    const beyond = await ana.gets('memberships.leave', { ...leave, after: 99 });
    expect(beyond.row).toMatchObject({ hiddenAt: 2, hiddenN: 1 });
  });

  it('stays hidden whatever becomes of its messages: only a new one brings it back', async () => {
    const { ana, bo } = await aChannelOfTwo();
    const { conversation } = await ana.opensDirect(bo);
    const { id } = conversation;
    const { seq: target } = await bo.says(id, 'bye');
    const { hiddenN } = await ana.leaves(id);
    await bo.changes('messages.react', id, { target, emoji: '👍' });
    await bo.changes('messages.edit', id, { target, basedOn: target, text: 'so long' });
    await bo.changes('messages.delete', id, { target });
    const { latest, row } = await ana.gets('conversations.get', { conversationId: id });
    expect([latest.seq, latest.n, row.hiddenN]).toEqual([5, 1, hiddenN]);
    await ana.opensDirect(bo); // it was hidden, and is shown by this alone
    const shown = await ana.gets('conversations.get', { conversationId: id });
    expect(shown.row).toEqual({ ...row, rev: row.rev + 1, hiddenAt: undefined, hiddenN: undefined });
  });

  it('is refused to those who are not in it', async () => {
    const { ana, bo, people } = await aChannelOfTwo();
    const [cy] = people('cy');
    const { conversation } = await ana.opensDirect(bo);
    const leave = { conversationId: conversation.id, key, after: 1 };
    expect(await cy.refusedFor('memberships.leave', leave)).toBe('not_a_member');
  });
});
