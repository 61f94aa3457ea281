import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { MessageRow } from './message-row';
import type { RowActions } from './row-actions';
import type { MessageRow as Row, Sending } from './timeline-rows';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const aRow = (more: Partial<Row> = {}): Row => ({
  ...{
    kind: 'message',
    rowKey: 'ana.k',
    author: 'ana',
    mine: true,
    at: 0,
    text: 'hello',
    leads: true,
    day: false,
    firstNew: false,
  },
  ...more,
});
const shown = (first: Row, { moderates = false } = {}) => {
  const store = createStore();
  store.dispatch(clientSaid({ type: 'people', people: [{ id: 'ana', name: 'Ana', email: 'ana@example.com' }] }));
  const did: string[] = [];
  let settleRetry: () => void = () => undefined;
  const saying =
    (what: string) =>
    (...about: unknown[]) =>
      void did.push([what, ...about].join(' '));
  const actions: RowActions = {
    conversationId: 'c',
    moderates,
    unsent: {
      retry: (key) => {
        did.push(`retry ${key}`);
        return new Promise<void>((done) => (settleRetry = done));
      },
      edit: saying('edit'),
      remove: saying('remove'),
    },
    placed: {
      react: saying('react'),
      pickReaction: saying('pick'),
      reply: saying('reply'),
      edit: saying('edit'),
      markUnread: saying('unread'),
      remove: saying('delete'),
      jump: saying('jump'),
    },
  };
  const view = (row: Row) => (
    <MantineProvider>
      <Provider store={store}>
        <MessageRow row={row} now={0} actions={actions} />
      </Provider>
    </MantineProvider>
  );
  const { rerender } = render(view(first));
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  const key = (name: string, more: object = {}) =>
    fireEvent.keyDown(screen.getByRole('article'), { key: name, ...more });
  return {
    did,
    press,
    key,
    becomes: (row: Row) => rerender(view(row)),
    settleRetry: () => act(async () => settleRetry()),
  };
};
const sending: Sending = { state: 'sending', key: 'k' };
const failed: Sending = { state: 'failed', key: 'k', reason: 'You are not in it.' };

describe('a message of mine', () => {
  it('[UX-REACT-1] says that a change of it is not with the server yet only after 1.5 s', () => {
    const { becomes } = shown(aRow({ seq: 1, saving: true }));
    act(() => vi.advanceTimersByTime(1_400));
    expect(screen.queryByText('Saving…')).toBeNull();
    act(() => vi.advanceTimersByTime(200));
    expect(screen.getByText('Saving…')).toBeTruthy();
    becomes(aRow({ seq: 1 }));
    expect(screen.queryByText('Saving…')).toBeNull();
  });
  it('[UX-SEND-3] says that it is being sent only after 1.5 s', () => {
    shown(aRow({ sending }));
    act(() => vi.advanceTimersByTime(1_400));
    expect(screen.queryByText('Sending…')).toBeNull();
    act(() => vi.advanceTimersByTime(200));
    expect(screen.getByText('Sending…')).toBeTruthy();
  });
  it('[UX-SEND-2] is the same element when its entry has come', () => {
    const { becomes } = shown(aRow({ sending }));
    const before = screen.getByRole('article');
    becomes(aRow({ seq: 7, n: 7 }));
    expect(screen.getByRole('article')).toBe(before);
    act(() => vi.advanceTimersByTime(2_000));
    expect(screen.queryByText('Sending…')).toBeNull();
  });
  it('[UX-SEND-4] that was refused says so in words, and can be edited or deleted', () => {
    const { did, press } = shown(aRow({ sending: failed }));
    expect(screen.getByText(/Not sent. You are not in it./)).toBeTruthy();
    press('Edit');
    press('Delete');
    expect(did).toEqual(['edit k hello', 'remove k']);
  });
  it('[UX-SEND-4] is not sent twice by pressing Retry twice', async () => {
    const { did, press, settleRetry } = shown(aRow({ sending: failed }));
    press('Retry');
    press('Retry');
    expect(did).toEqual(['retry k']);
    await settleRetry();
    press('Retry');
    expect(did).toEqual(['retry k', 'retry k']);
  });
});

it('[UX-A11Y-2] a row is named by author, text and time', () => {
  shown(aRow());
  const labels = screen.getByRole('article').getAttribute('aria-labelledby')?.split(' ') ?? [];
  const name = labels.map((id) => document.getElementById(id)?.textContent);
  expect(name.slice(0, 2)).toEqual(['Ana', 'hello']);
  expect(name[2]).toMatch(/^\d{1,2}:\d{2}/);
});

it('[UX-MD-2] a link opens apart from us and tells nothing', () => {
  shown(aRow({ text: 'see https://example.com/plan' }));
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'https://example.com/plan' });
  expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer']);
});

it('[UX-I18N-4] a message has its own direction', () => {
  shown(aRow({ text: 'مرحبا' }));
  expect(screen.getByText('مرحبا').getAttribute('dir')).toBe('auto');
});

describe('what happened to a message since', () => {
  it('[UX-EDIT-1] an edit is told with its time', () => {
    shown(aRow({ seq: 7, n: 7, edited: { at: new Date(2026, 2, 3, 15, 4).getTime() } }));
    expect(screen.getByText('(edited 3:04 PM)', { exact: false })).toBeTruthy();
  });
  it('[UX-EDIT-2] a deletion leaves a tombstone, and nothing to do but to mark unread', () => {
    const { did, key } = shown(aRow({ seq: 7, n: 7, text: '', deleted: { at: 1 } }));
    expect(screen.getByText('This message was deleted.')).toBeTruthy();
    for (const one of ['r', 'e', '+', 'Delete', 'u']) key(one);
    expect(did).toEqual(['unread 7']);
  });
  it('[UX-EDIT-3] an edit that lost keeps both texts, and can be made again or given up', () => {
    const failedEdit = { key: 'k', text: 'mine', reason: 'This message was edited in the meantime.' };
    const { did, press } = shown(aRow({ seq: 7, n: 7, text: 'theirs', failedEdit }));
    expect(screen.getByText('theirs')).toBeTruthy();
    expect(screen.getByText('mine')).toBeTruthy();
    press('Edit again');
    press('Discard edit');
    expect(did).toEqual(['edit 7', 'remove k']);
  });
  it('[UX-SEND-3] how far it came is part of its name', () => {
    shown(aRow({ seq: 7, n: 7, receipt: { state: 'read', words: 'Read' } }));
    const labels = screen.getByRole('article').getAttribute('aria-labelledby')?.split(' ') ?? [];
    const name = labels.map((id) => document.getElementById(id)?.textContent).filter(Boolean);
    expect(name.at(-1)).toBe('Read');
  });
});

describe('single keys on a focused row', () => {
  it('reply, edit, react, mark unread and delete', () => {
    const { did, key } = shown(aRow({ seq: 7, n: 7 }));
    for (const one of ['r', 'E', '+', 'u', 'Delete']) key(one);
    expect(did).toEqual(['reply 7', 'edit 7', 'pick 7', 'unread 7', 'delete 7']);
  });
  it('do nothing to what others said that is not allowed, which an owner of the channel may', () => {
    const theirs = aRow({ seq: 7, n: 7, mine: false, author: 'bo' });
    const first = shown(theirs);
    for (const one of ['e', 'Delete']) first.key(one);
    expect(first.did).toEqual([]);
    cleanup();
    const owner = shown(theirs, { moderates: true });
    for (const one of ['e', 'Delete']) owner.key(one);
    expect(owner.did).toEqual(['delete 7']);
  });
  it('[UX-KEY-1] are left to the browser with a modifier, and to a field within the row', () => {
    const { did, key } = shown(aRow({ seq: 7, n: 7, reactions: { '👍': ['bo'] } }));
    key('r', { ctrlKey: true });
    key('e', { metaKey: true });
    fireEvent.keyDown(screen.getByRole('button', { name: /👍/ }), { key: 'r' });
    expect(did).toEqual([]);
  });
  it('do nothing to a message that is on its way', () => {
    const { did, key } = shown(aRow({ sending }));
    for (const one of ['r', 'e', 'Delete']) key(one);
    expect(did).toEqual([]);
  });
});
