import type { ClientEvent } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { refusalRead, selectLog, selectLogs, selectMessage, sourceRead, unsentIn, unsentOf } from './messages-slice';

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
const entriesFrom = (from: number, to: number): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    ...{ seq: from + i, at: 1, author: 'bo', key, n: from + i, m: 0 },
    kind: 'message.posted' as const,
    body: { text: `m${from + i}` },
  }));
type Place = 'newer' | 'older' | 'page';
const brought = (conversationId: string, place: Place, from: number, to: number): ClientEvent => ({
  type: 'entries',
  conversationId,
  place,
  entries: entriesFrom(from, to),
  complete: from === 1,
});

const aStoreThatHeard = (...events: ClientEvent[]) => {
  const store = createStore();
  for (const event of events) store.dispatch(clientSaid(event));
  const seqs = (id: string) => selectLog(store.getState(), id)?.entries.map(({ seq }) => seq);
  return { store, seqs };
};

describe('what is held of a log', () => {
  it('grows at both ends', () => {
    const { store, seqs } = aStoreThatHeard(
      brought('a', 'page', 3, 4),
      brought('a', 'newer', 5, 5),
      brought('a', 'older', 1, 2),
    );
    expect(seqs('a')).toEqual([1, 2, 3, 4, 5]);
    expect(selectLog(store.getState(), 'a')?.complete).toBe(true);
  });
  it('is replaced by a page', () => {
    expect(aStoreThatHeard(brought('a', 'page', 1, 4), brought('a', 'page', 8, 9)).seqs('a')).toEqual([8, 9]);
  });
  it('holds no entry twice where answers overlap', () => {
    const { seqs } = aStoreThatHeard(
      brought('a', 'page', 3, 5),
      brought('a', 'newer', 4, 6),
      brought('a', 'older', 1, 3),
    );
    expect(seqs('a')).toEqual([1, 2, 3, 4, 5, 6]);
  });
  it('is kept per conversation: a message in one leaves the other the very same object', () => {
    const { store } = aStoreThatHeard(brought('a', 'page', 1, 2), brought('b', 'page', 1, 2));
    const before = selectLog(store.getState(), 'b');
    store.dispatch(clientSaid(brought('a', 'newer', 3, 3)));
    expect(selectLog(store.getState(), 'b')).toBe(before);
  });
  it('goes when I am in the conversation no more', () => {
    const { seqs } = aStoreThatHeard(brought('a', 'page', 1, 2), { type: 'gone', conversationId: 'a' });
    expect(seqs('a')).toBeUndefined();
  });
  it('[SYNC-2] [UX-TIME-6] says that it may miss something, until it is whole again', () => {
    const stale = (is: boolean): ClientEvent => ({ type: 'stale', conversationId: 'a', stale: is });
    const { store } = aStoreThatHeard(brought('a', 'page', 1, 2), stale(true));
    expect(selectLog(store.getState(), 'a')?.stale).toBe(true);
    store.dispatch(clientSaid(stale(false)));
    expect(selectLog(store.getState(), 'a')?.stale).toBe(false);
  });
});

it('[UX-SEND-8] what I changed is as unsent as what I said; what I gave up is not', () => {
  const edit = { type: 'messages.edit' as const, target: 1, basedOn: 1, text: 'better' };
  const change = { conversationId: 'a', key, at: 1, state: 'waiting' as const, change: edit };
  const { store } = aStoreThatHeard(
    { type: 'outbox', conversationId: 'a', outgoing: [{ ...change, text: 'hi', at: 2 }] },
    {
      type: 'changes',
      conversationId: 'a',
      changes: [change, { ...change, at: 3, change: { type: 'messages.discard', deleteKey: key } }],
    },
  );
  expect(unsentOf(selectLogs(store.getState())).map(({ at }) => at)).toEqual([1, 2]);
  expect(unsentIn(selectLogs(store.getState()))).toBe(2);
});

it('counts what has not reached the server over all conversations', () => {
  const message = { key, text: 'hi', at: 1, state: 'waiting' as const };
  const { store } = aStoreThatHeard(
    { type: 'outbox', conversationId: 'a', outgoing: [{ ...message, conversationId: 'a' }] },
    { type: 'outbox', conversationId: 'b', outgoing: [{ ...message, conversationId: 'b', state: 'failed' }] },
  );
  expect(unsentIn(selectLogs(store.getState()))).toBe(2);
});

describe('what is not held', () => {
  const outgoing = { conversationId: 'a', key, text: 'hi', at: 1, state: 'waiting' as const };
  it('goes when nobody looks at it, but for what of mine is on its way', () => {
    const { store, seqs } = aStoreThatHeard(
      brought('a', 'page', 1, 2),
      { type: 'outbox', conversationId: 'a', outgoing: [outgoing] },
      { type: 'closed', conversationId: 'a' },
    );
    expect(seqs('a')).toEqual([]);
    expect(selectLog(store.getState(), 'a')?.outgoing).toEqual([outgoing]);
  });
  it('nothing unsent goes unseen where I am in the conversation no more', () => {
    const failed = { ...outgoing, state: 'failed' as const };
    const { store } = aStoreThatHeard(
      { type: 'outbox', conversationId: 'a', outgoing: [outgoing] },
      { type: 'gone', conversationId: 'a' },
      { type: 'outbox', conversationId: 'a', outgoing: [failed] },
    );
    expect(unsentOf(selectLogs(store.getState()))).toEqual([failed]);
  });
  it('a quoted message is kept until it changes, then it is read anew', () => {
    const { store } = aStoreThatHeard(brought('a', 'page', 8, 9));
    const quoted = { seq: 2, key, author: 'bo', at: 1, text: 'old', rev: 0, reactions: {} };
    store.dispatch(sourceRead({ conversationId: 'a', message: quoted }));
    expect(selectMessage(store.getState(), 'a', 2)).toEqual(quoted);
    const edit: Entry = {
      ...{ seq: 10, at: 1, author: 'bo', key, n: 9, m: 0 },
      kind: 'message.edited',
      body: { target: 2, text: 'new' },
    };
    store.dispatch(
      clientSaid({ type: 'entries', conversationId: 'a', place: 'newer', entries: [edit], complete: false }),
    );
    expect(selectMessage(store.getState(), 'a', 2)).toBeUndefined();
  });
});

it('a change that was refused is told until it was read', () => {
  const { store } = aStoreThatHeard({
    type: 'refused',
    conversationId: 'a',
    change: { type: 'messages.react', target: 1, emoji: '👍' },
    refusal: { code: 'too_many_reactions', message: 'Full.' },
  });
  expect(selectLog(store.getState(), 'a')?.refused).toBe('Full.');
  store.dispatch(refusalRead('a'));
  expect(selectLog(store.getState(), 'a')?.refused).toBeUndefined();
});
