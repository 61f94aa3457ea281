import { limits, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

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
