import { limits, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { type Person, aWorkspace } from '../testing/a-workspace';

const aTalk = async (messages: number, text: (nth: number) => string = (nth) => `${nth}`) => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general');
  for (let nth = 1; nth <= messages; nth += 1) await ana.says(conversation.id, text(nth));
  return { ...workspace, ana, bo, conversationId: conversation.id };
};
const seqs = ({ entries }: { entries: { seq: number }[] }) => entries.map(({ seq }) => seq);
const changes = (reader: Pick<Person, 'gets'>, conversationId: string, after: number, limit?: number) =>
  reader.gets('messages.changes', { conversationId, after, ...(limit && { limit }) });

describe('reading changes', () => {
  it('gives what came after a seq, ascending, and where the log ends', async () => {
    const { ana, conversationId } = await aTalk(4);
    expect(seqs(await changes(ana, conversationId, 0))).toEqual([1, 2, 3, 4, 5]);
    expect(seqs(await changes(ana, conversationId, 3))).toEqual([4, 5]);
    expect(await changes(ana, conversationId, 5)).toEqual({ entries: [], head: 5 });
  });

  it('ends a page by count, and goes on behind it', async () => {
    const { ana, conversationId } = await aTalk(4);
    const first = await changes(ana, conversationId, 0, 3);
    expect(seqs(first)).toEqual([1, 2, 3]);
    expect(first.head).toBe(5);
    expect(seqs(await changes(ana, conversationId, 3, 3))).toEqual([4, 5]);
  });

  it('ends a page by bytes: at 24 KB on a socket, at 1 MB over HTTP', async () => {
    const { ana, conversationId } = await aTalk(300, () => 'x'.repeat(5_000));
    const socket = await ana.connects();
    const frame = await socket.asks('messages.changes', { conversationId, after: 1 });
    expect(utf8Bytes(JSON.stringify(frame))).toBeLessThanOrEqual(limits.frameBytes);
    expect(seqs(await changes(socket, conversationId, 1))).toEqual([2, 3, 4, 5]);
    const page = await changes(ana, conversationId, 1);
    expect(page.entries.length).toBeLessThan(300);
    const bytes = utf8Bytes(JSON.stringify(page.entries));
    expect(bytes).toBeLessThanOrEqual(limits.pageBytes.http);
    expect(bytes).toBeGreaterThan(limits.pageBytes.http - 6_000);
  });

  it('brings everything through the smallest pages', async () => {
    const { ana, conversationId } = await aTalk(20, () => 'x'.repeat(9_000));
    const socket = await ana.connects();
    const seen: number[] = [];
    for (let head = 1; seen.length < head;) {
      const page = await changes(socket, conversationId, seen.length);
      expect(page.entries.length).toBeGreaterThan(0);
      seen.push(...seqs(page));
      head = page.head;
    }
    expect(seen).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  });

  it('is refused beyond the end of the log', async () => {
    const { ana, conversationId } = await aTalk(1);
    expect(await ana.refusedFor('messages.changes', { conversationId, after: 3 })).toBe('ahead_of_log');
  });

  it('[DEL-1] is refused to those who are not in, wherever they ask from', async () => {
    const { bo, conversationId } = await aTalk(1);
    for (const after of [0, 1, 900])
      expect(await bo.refusedFor('messages.changes', { conversationId, after })).toBe('not_a_member');
  });
});
