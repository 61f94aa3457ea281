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
  return { did, press, becomes: (row: Row) => rerender(view(row)), settleRetry: () => act(async () => settleRetry()) };
};
const sending: Sending = { state: 'sending', key: 'k' };
const failed: Sending = { state: 'failed', key: 'k', reason: 'You are not in it.' };

describe('a message of mine', () => {
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
