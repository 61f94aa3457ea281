import type { ClientEvent } from '@parley/client';
import type { Change, ConversationSummary, Entry, InboxRow } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { signedIn, signedOut } from '../session/session-slice';
import { inOrder, selectConversationList, selectForMe } from './conversation-list';
import {
  released,
  seen,
  selectConversation,
  selectIsBanned,
  selectIsGone,
  selectIsHeld,
  selectListed,
} from './conversations-slice';

const idOf = (kind: 'c' | 'd', last: number) => `${kind}-${String(last).padStart(32, '0')}`;
const [general, launch, withBo] = [idOf('c', 1), idOf('c', 2), idOf('d', 3)];

const aChannel = (
  id: string,
  name: string,
  more: { row?: Partial<InboxRow>; latest?: object } = {},
): ConversationSummary => ({
  conversation: { id, kind: 'channel', name, createdBy: 'ana', createdAt: 1 },
  row: { conversationId: id, rev: 1, joined: 1, read: 5, readN: 4, ...more.row },
  latest: { seq: 5, n: 4, at: 100, author: 'bo', kind: 'message.posted', ...more.latest },
});
const aDirect = (id: string, people: string[], latest: object = {}): ConversationSummary => ({
  ...aChannel(id, '', { latest }),
  conversation: { id, kind: 'direct', people, createdBy: 'ana', createdAt: 1 },
});
const aStore = (summaries: ConversationSummary[]) => {
  const store = createStore();
  const hear = (event: ClientEvent) => store.dispatch(clientSaid(event));
  store.dispatch(signedIn('ana'));
  hear({ type: 'people', people: [{ id: 'bo', name: 'Bo', email: 'bo@example.com' }] });
  hear({ type: 'conversations', summaries });
  const list = () => selectConversationList(store.getState());
  const titles = (section: 'unread' | 'channels' | 'direct') => list()[section].map(({ title }) => title);
  const unread = () => inOrder(list()).reduce((sum, one) => sum + one.unread, 0);
  return { store, hear, list, titles, unread, forMe: () => selectForMe(store.getState()) };
};
const said = (conversationId: string, seq: number, n: number, author = 'bo'): ClientEvent => {
  const entry: Entry = {
    ...{ seq, n, at: 200, author, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', m: 0 },
    kind: 'message.posted',
    body: { text: 'news' },
  };
  return { type: 'entries', conversationId, place: 'newer', entries: [entry], complete: false };
};

describe('[UX-READ-3] unread is the number of messages after the read position', () => {
  it('counts what came, and moves the conversation up to the unread ones', () => {
    const { hear, list, unread, titles } = aStore([aChannel(general, 'general')]);
    expect(unread()).toBe(0);
    hear(said(general, 6, 5));
    hear(said(general, 7, 6));
    expect(unread()).toBe(2);
    expect(list().unread).toMatchObject([{ title: 'general', unread: 2 }]);
    expect(titles('channels')).toEqual([]);
  });
  it('falls as I read, before the server says so, and never rises by an older row', () => {
    const { store, hear, unread } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8 } })]);
    expect(unread()).toBe(4);
    store.dispatch(seen({ conversationId: general, seq: 8, n: 7 }));
    expect(unread()).toBe(1);
    hear({ type: 'rows', rows: [{ conversationId: general, rev: 2, joined: 1, read: 6, readN: 5 }] });
    expect(unread()).toBe(1);
  });
  it('[UX-READ-4] falls by what another device read', () => {
    const { hear, unread } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8 } })]);
    hear({ type: 'rows', rows: [{ conversationId: general, rev: 2, joined: 1, read: 9, readN: 8 }] });
    expect(unread()).toBe(0);
  });
  it('[SYNC-7] keeps the row with the higher rev', () => {
    const { hear, unread } = aStore([
      aChannel(general, 'general', { row: { rev: 5, read: 9, readN: 8 }, latest: { seq: 9, n: 8 } }),
    ]);
    hear({ type: 'rows', rows: [{ conversationId: general, rev: 4, joined: 1, read: 5, readN: 4 }] });
    expect(unread()).toBe(0);
  });
  it('[UX-SEND-9] is not raised by what I say', () => {
    const { hear, unread } = aStore([aChannel(general, 'general')]);
    hear({ type: 'status', status: { state: 'online' } });
    hear(said(general, 6, 5, 'ana'));
    expect(unread()).toBe(0);
  });
  it('[UX-SEND-9] nor before the server has heard that who spoke has read', () => {
    const { hear, unread } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8 } })]);
    hear({ type: 'rows', rows: [{ conversationId: general, rev: 1, joined: 1, read: 9, readN: 8 }] });
    expect(unread()).toBe(0);
  });
});

describe('[UX-READ-5] marked unread from somewhere', () => {
  const row = (rev: number, read: number): ClientEvent => ({
    type: 'rows',
    rows: [{ conversationId: general, rev, joined: 1, read, readN: read - 1 }],
  });
  it('counts again from there, also what I wrote myself, and reads nothing by looking', () => {
    const { store, hear, unread } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8, author: 'ana' } })]);
    store.dispatch(seen({ conversationId: general, seq: 9, n: 8 }));
    hear(row(2, 9));
    expect(unread()).toBe(0);
    hear(row(3, 6));
    expect(unread()).toBe(3);
    expect(selectIsHeld(store.getState(), general)).toBe(true);
    store.dispatch(released(general));
    expect(selectIsHeld(store.getState(), general)).toBe(false);
  });
  it('is told from a row that changed for another reason while my reading was on its way', () => {
    const { store, hear, unread } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8 } })]);
    store.dispatch(seen({ conversationId: general, seq: 9, n: 8 }));
    hear(row(2, 5));
    expect(unread()).toBe(0);
    expect(selectIsHeld(store.getState(), general)).toBe(false);
  });
  it('is told by the very row that was shown with my reading, once the client knows what came first', () => {
    const { store, hear, unread } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8 } })]);
    store.dispatch(seen({ conversationId: general, seq: 9, n: 8 }));
    hear(row(3, 9));
    hear(row(3, 6));
    expect(unread()).toBe(3);
    expect(selectIsHeld(store.getState(), general)).toBe(true);
  });
  it('is not taken for read because I had spoken there before', () => {
    const { hear, unread } = aStore([aChannel(general, 'general')]);
    hear({ type: 'status', status: { state: 'online' } });
    hear(said(general, 6, 5, 'ana'));
    expect(unread()).toBe(0);
    hear(row(2, 5));
    expect(unread()).toBe(1);
  });
});

it('[LOG-8] counts by the data that a backup brought back, not by what was told before', () => {
  const before = aChannel(general, 'general', { latest: { seq: 40, n: 39 } });
  const { store, hear, unread } = aStore([before]);
  hear({ type: 'rows', rows: [{ conversationId: general, rev: 9, joined: 1, read: 40, readN: 39 }] });
  store.dispatch(seen({ conversationId: general, seq: 40, n: 39 }));
  hear({ type: 'replaced' });
  const restored = aChannel(general, 'general', { latest: { seq: 9, n: 8 } });
  hear({ type: 'conversations', summaries: [restored] });
  expect(selectConversation(store.getState(), general)?.latest.seq).toBe(9);
  expect(unread()).toBe(8 - restored.row.readN);
});

describe('the newest message', () => {
  const changed = (seq: number, change: Change): ClientEvent => {
    const entry: Entry = {
      ...{ seq, n: 4, at: 300, author: 'cy', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', m: 0 },
      ...change,
    };
    return { type: 'entries', conversationId: general, place: 'newer', entries: [entry], complete: false };
  };
  const aTold = () => {
    const { store, hear } = aStore([aChannel(general, 'general', { latest: { preview: 'news' } })]);
    const latest = () => selectConversation(store.getState(), general)?.latest;
    return { hear, latest };
  };
  const shown = { n: 4, at: 100, author: 'bo', kind: 'message.posted' };

  it('is shown on when something happens to others, and its conversation does not move up by that', () => {
    const { hear, latest } = aTold();
    hear(changed(6, { kind: 'reaction.added', body: { target: 2, emoji: '👍' } }));
    hear(changed(7, { kind: 'message.edited', body: { target: 2, text: 'old' } }));
    hear(changed(8, { kind: 'message.discarded', body: {} }));
    expect(latest()).toEqual({ ...shown, seq: 8, shown: 5, preview: 'news' });
  });
  it('is shown as it is once it is edited, and without its words once it is deleted', () => {
    const { hear, latest } = aTold();
    hear(changed(6, { kind: 'message.edited', body: { target: 5, text: 'newer' } }));
    expect(latest()).toEqual({ ...shown, seq: 6, shown: 5, preview: 'newer' });
    hear(changed(7, { kind: 'message.deleted', body: { target: 5 } }));
    expect(latest()).toEqual({ ...shown, seq: 7, shown: 5 });
  });
});

describe('mentions', () => {
  it('are those behind my marker', () => {
    const { store, hear, list } = aStore([aChannel(general, 'general', { latest: { seq: 9, n: 8 } })]);
    const mentions = () => list().unread[0]?.mentions;
    hear({
      type: 'rows',
      rows: [{ conversationId: general, rev: 2, joined: 1, read: 5, readN: 4, mentions: [4, 7, 8] }],
    });
    expect(mentions()).toBe(2);
    store.dispatch(seen({ conversationId: general, seq: 7, n: 6 }));
    expect(mentions()).toBe(1);
  });
  it('[UX-MENT-2] are those of everyone too, as the newest entry names them', () => {
    const { store, hear, list } = aStore([
      aChannel(general, 'general', { latest: { seq: 9, n: 8, calls: [4, 7, 8] } }),
    ]);
    const mentions = () => list().unread[0]?.mentions;
    hear({
      type: 'rows',
      rows: [{ conversationId: general, rev: 2, joined: 1, read: 5, readN: 4, mentions: [7], ownCalls: [8] }],
    });
    expect(mentions()).toBe(1);
    const fields = { at: 0, author: 'bo', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', n: 9, m: 1, calls: [7, 8, 10] };
    const said: Entry = { seq: 10, ...fields, kind: 'message.posted', body: { text: '<!everyone>' } };
    hear({ type: 'entries', conversationId: general, place: 'newer', entries: [said], complete: false });
    expect(mentions()).toBe(2);
    store.dispatch(seen({ conversationId: general, seq: 7, n: 6 }));
    expect(mentions()).toBe(1);
  });
  it('and direct messages are what is meant for me', () => {
    const { hear, unread, forMe } = aStore([
      aChannel(general, 'general', { latest: { seq: 9, n: 8 } }),
      aDirect(withBo, ['ana', 'bo'], { n: 5 }),
    ]);
    expect([unread(), forMe()]).toEqual([5, 1]);
    hear({ type: 'rows', rows: [{ conversationId: general, rev: 2, joined: 1, read: 5, readN: 4, mentions: [7] }] });
    expect(forMe()).toBe(2);
  });
});

describe('the list', () => {
  it('has a channel’s new name as soon as it is heard', () => {
    const { hear, titles } = aStore([aChannel(general, 'general')]);
    const entry: Entry = {
      ...{ seq: 6, n: 4, at: 200, author: 'bo', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', m: 0 },
      kind: 'conversation.renamed',
      body: { name: 'everything' },
    };
    hear({ type: 'entries', conversationId: general, place: 'newer', entries: [entry], complete: false });
    expect(titles('channels')).toEqual(['everything']);
  });
  it('has the latest activity first', () => {
    const { hear, titles } = aStore([
      aChannel(general, 'general', { latest: { at: 300 } }),
      aChannel(launch, 'launch', { latest: { at: 100 } }),
    ]);
    expect(titles('channels')).toEqual(['general', 'launch']);
    hear({
      type: 'conversation',
      summary: aChannel(launch, 'launch', { latest: { seq: 6, at: 400 }, row: { readN: 9 } }),
    });
    expect(titles('channels')).toEqual(['launch', 'general']);
  });
  it('names a direct conversation by the others in it', () => {
    expect(aStore([aDirect(withBo, ['ana', 'bo'])]).titles('direct')).toEqual(['Bo']);
    expect(aStore([aDirect(withBo, ['ana', 'bo', 'cy'])]).titles('direct')).toEqual(['Bo, Someone']);
  });
  it('leaves out what I left', () => {
    expect(aStore([aChannel(general, 'general', { row: { left: 5 } })]).titles('channels')).toEqual([]);
  });
  it('leaves out a direct conversation that I hid, until something is said in it', () => {
    const hidden = {
      ...aDirect(withBo, ['ana', 'bo']),
      row: { conversationId: withBo, rev: 2, joined: 1, read: 5, readN: 4, hiddenAt: 5, hiddenN: 4 },
    };
    const { hear, titles } = aStore([hidden]);
    expect(titles('direct')).toEqual([]);
    hear(said(withBo, 6, 5));
    expect(titles('unread')).toEqual(['Bo']);
  });
  it('keeps a newer entry than the one that a late list brings', () => {
    const { hear, unread } = aStore([aChannel(general, 'general')]);
    hear(said(general, 6, 5));
    hear({ type: 'conversations', summaries: [aChannel(general, 'general')] });
    expect(unread()).toBe(1);
  });
  it('forgets what was taken from me, and remembers that it was', () => {
    const { store, hear, titles } = aStore([aChannel(general, 'general')]);
    hear({ type: 'gone', conversationId: general });
    expect(titles('channels')).toEqual([]);
    expect(selectIsGone(store.getState(), general)).toBe(true);
  });
  it('remembers that it was by a ban, until I am back', () => {
    const { store, hear } = aStore([aChannel(general, 'general')]);
    hear({ type: 'gone', conversationId: general });
    hear({ type: 'out', conversationId: general, how: 'banned' });
    expect(selectIsBanned(store.getState(), general)).toBe(true);
    hear({ type: 'conversation', summary: aChannel(general, 'general') });
    expect(selectIsBanned(store.getState(), general)).toBe(false);
  });
  it('is gone with the person who signs out', () => {
    const { store, titles } = aStore([aChannel(general, 'general')]);
    store.dispatch(signedOut('asked'));
    expect(titles('channels')).toEqual([]);
    expect(selectListed(store.getState())).toBe(false);
  });
});
