import { limits, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const aTalk = async (messages: number, text: (nth: number) => string = (nth) => `${nth}`) => {
  const workspace = aWorkspace();
  const [ana] = workspace.people('ana');
  const { conversation } = await ana.opensChannel('general');
  for (let nth = 1; nth <= messages; nth += 1) await ana.says(conversation.id, text(nth));
  return { ...workspace, ana, conversationId: conversation.id };
};
const seqs = ({ entries }: { entries: { seq: number }[] }) => entries.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('reading history', () => {
  it('gives the newest 50 entries, ascending, and where the log ends', async () => {
    const { ana, conversationId } = await aTalk(60);
    const page = await ana.gets('messages.history', { conversationId });
    expect(seqs(page)).toEqual(range(12, 61));
    expect(page.head).toBe(61);
  });

  it('goes back page by page to the first entry', async () => {
    const { ana, conversationId } = await aTalk(9);
    const page = (before: number) => ana.gets('messages.history', { conversationId, before, limit: 4 });
    expect(seqs(await page(11))).toEqual([7, 8, 9, 10]);
    expect(seqs(await page(7))).toEqual([3, 4, 5, 6]);
    expect(seqs(await page(3))).toEqual([1, 2]);
    expect(await page(1)).toEqual({ entries: [], head: 10 });
  });

  it('fills a frame with the newest that fit, and a page over HTTP with more', async () => {
    const { ana, conversationId } = await aTalk(10, () => 'x'.repeat(5_000));
    const socket = await ana.connects();
    const frame = await socket.asks('messages.history', { conversationId });
    expect(utf8Bytes(JSON.stringify(frame))).toBeLessThanOrEqual(limits.frameBytes);
    expect(seqs(await socket.gets('messages.history', { conversationId }))).toEqual([8, 9, 10, 11]);
    expect(seqs(await ana.gets('messages.history', { conversationId }))).toEqual(range(1, 11));
  });

  const react = (person: Person, conversationId: string, target: number, nth: number) =>
    person.changes(nth % 2 ? 'messages.unreact' : 'messages.react', conversationId, { target, emoji: '👍' });

  it('[SYNC-8] gives 50 messages as they are now, with the changes between them, which do not count', async () => {
    const { ana, conversationId } = await aTalk(60);
    for (let nth = 0; nth < 200; nth += 1) await react(ana, conversationId, 20, nth);
    await ana.says(conversationId, 'last');
    const { entries, head } = await ana.gets('messages.history', { conversationId });
    expect(seqs({ entries })).toEqual(range(13, 262));
    expect(head).toBe(262);
    expect(entries.filter(({ kind }) => kind === 'message.posted')).toHaveLength(50);
    expect(entries.find(({ seq }) => seq === 20)?.body).toEqual({ text: '19', rev: 261 });
    const before = await ana.gets('messages.history', { conversationId, before: 13 });
    expect(seqs(before)).toEqual(range(1, 12));
  });

  it('ends a page after 500 entries, however few of them are messages, and goes on before it', async () => {
    const { ana, conversationId } = await aTalk(2);
    for (let nth = 0; nth < 600; nth += 1) await react(ana, conversationId, 2, nth);
    const page = await ana.gets('messages.history', { conversationId });
    expect(seqs(page)).toEqual(range(104, 603));
    expect(seqs(await ana.gets('messages.history', { conversationId, before: 104 }))).toEqual(range(1, 103));
  });

  it('gives one entry at the least, so that a reader always gets on', async () => {
    const { ana, conversationId } = await aTalk(2, () => '"'.repeat(12_170)); // nearly 24 KB, escaped
    const socket = await ana.connects();
    expect(seqs(await socket.gets('messages.history', { conversationId }))).toEqual([3]);
    expect(seqs(await socket.gets('messages.history', { conversationId, before: 3 }))).toEqual([2]);
  });

  it('[DEL-1] shows present members the whole log, and others nothing', async () => {
    const { ana, conversationId, people } = await aTalk(2);
    const [bo] = people('bo');
    expect(await bo.refusedFor('messages.history', { conversationId })).toBe('not_a_member');
    await ana.adds(conversationId, bo);
    expect(seqs(await bo.gets('messages.history', { conversationId }))).toEqual([1, 2, 3, 4]);
    await bo.leaves(conversationId);
    expect(await bo.refusedFor('messages.history', { conversationId })).toBe('not_a_member');
  });
});
