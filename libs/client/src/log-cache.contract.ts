import type { ConversationSummary, Entry } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { type KeptState, type LogCache, mostLogs } from './log-cache';

const id = (n: number) => `c-${String(n).padStart(32, '0')}`;
const entry = (seq: number): Entry => ({
  ...{ seq, at: 1, author: 'bo', key: `01KB3W9M6Q${String(seq).padStart(16, '0')}`, n: seq, m: 1 },
  ...{ kind: 'message.posted', body: { text: `message ${seq}`, rev: 9, reactions: { '👍': ['ana'] } } },
});
const log = (...seqs: number[]) => ({ epoch: '1', entries: seqs.map(entry) });
const summary: ConversationSummary = {
  conversation: { id: id(1), kind: 'channel', name: 'general', createdBy: 'bo', createdAt: 1 },
  row: { conversationId: id(1), rev: 1, joined: 1, read: 1, readN: 0 },
  latest: { seq: 2, n: 1, at: 1, author: 'bo', kind: 'message.posted', preview: 'hi' },
};
const state: KeptState = { epoch: '1', me: { id: 'ana', name: 'Ana', email: 'ana@example.com' }, summaries: [summary] };

/** What every cache does. `open` opens the cache of a person; the same person's is the same cache. */
export const logCacheContract = (name: string, open: (personId: string) => LogCache) =>
  describe(name, () => {
    it('gives back what was kept last', async () => {
      const cache = open('kept');
      expect([await cache.state(), await cache.log(id(1))]).toEqual([undefined, undefined]);
      await cache.keepState({ ...state, epoch: '0' });
      await cache.keepState(state);
      await cache.keepLog(id(1), log(1));
      await cache.keepLog(id(1), log(1, 2));
      await cache.keepLog(id(2), log(7));
      expect(await cache.state()).toEqual(state);
      expect(await cache.log(id(1))).toEqual(log(1, 2));
      expect(await cache.log(id(2))).toEqual(log(7));
    });
    it('forgets what was dropped, and drops what is not there without a word', async () => {
      const cache = open('dropped');
      await cache.keepLog(id(1), log(1));
      await cache.keepLog(id(2), log(2));
      await cache.dropLog(id(1));
      await cache.dropLog(id(1));
      expect([await cache.log(id(1)), await cache.log(id(2))]).toEqual([undefined, log(2)]);
    });
    it('forgets everything at once', async () => {
      const cache = open('cleared');
      await cache.keepState(state);
      await cache.keepLog(id(1), log(1));
      await cache.clear();
      expect([await cache.state(), await cache.log(id(1))]).toEqual([undefined, undefined]);
    });
    it('is bounded: the log that was kept longest ago goes first', async () => {
      const cache = open('bounded');
      for (let n = 1; n <= mostLogs; n += 1) await cache.keepLog(id(n), log(n));
      await cache.keepLog(id(1), log(1));
      await cache.keepLog(id(mostLogs + 1), log(1));
      expect(await cache.log(id(2))).toBeUndefined();
      expect([await cache.log(id(1)), await cache.log(id(3))]).toEqual([log(1), log(3)]);
    });
  });
