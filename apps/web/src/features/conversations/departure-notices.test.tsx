import { MantineProvider } from '@mantine/core';
import type { ClientEvent } from '@parley/client';
import type { ConversationSummary } from '@parley/protocol';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { DepartureNotices } from './departure-notices';
import { leaving } from './departures-slice';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const [plans, talk] = [`c-${'0'.repeat(31)}1`, `d-${'0'.repeat(31)}2`];
const summary = (id: string, name?: string): ConversationSummary => ({
  conversation: {
    ...{ id, createdBy: 'bo', createdAt: 1 },
    ...(name ? { kind: 'channel', name } : { kind: 'direct', people: ['ana', 'bo'] }),
  },
  row: { conversationId: id, rev: 1, joined: 1, read: 1, readN: 0 },
  latest: { seq: 1, n: 0, at: 1, author: 'bo', kind: 'conversation.created' },
});

const aPage = (openId?: string) => {
  const store = createStore();
  const hear = (event: ClientEvent) => act(() => store.dispatch(clientSaid(event)));
  render(
    <MantineProvider>
      <Provider store={store}>
        <DepartureNotices openId={openId} />
      </Provider>
    </MantineProvider>,
  );
  hear({ type: 'conversations', summaries: [summary(plans, 'Plans'), summary(talk)] });
  return {
    hear,
    leaves: (id: string) => act(() => store.dispatch(leaving(id))),
    goes: (id: string) => hear({ type: 'gone', conversationId: id }),
    passes: () => act(() => vi.advanceTimersByTime(1_500)),
    says: () => screen.getByRole('status').textContent,
  };
};

it.each([
  ['removed', 'You were removed from Plans.'],
  ['banned', 'You were banned from Plans.'],
] as const)('[ROLE-3] who was %s while they look elsewhere is told so, until they have read it', (how, words) => {
  const { hear, goes, says } = aPage();
  goes(plans);
  expect(says(), 'not before it is known how').toBe('');
  hear({ type: 'out', conversationId: plans, how });
  expect(says()).toBe(words);
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss: Plans' }));
  expect(says()).toBe('');
});

it('says no more than that it is gone where nothing tells how', () => {
  const { goes, passes, says } = aPage();
  goes(plans);
  passes();
  expect(says()).toBe('You are no longer in Plans.');
});

it('says nothing of what one left by oneself, here or elsewhere, nor of a direct conversation that is hidden', () => {
  const { goes, leaves, passes, says } = aPage();
  leaves(plans);
  goes(plans);
  goes(talk);
  passes();
  expect(says()).toBe('');
  const elsewhere = aPage();
  elsewhere.goes(plans);
  elsewhere.hear({ type: 'out', conversationId: plans, how: 'left' });
  elsewhere.passes();
  for (const place of screen.getAllByRole('status')) expect(place.textContent).toBe('');
});

it('is over when one is brought back', () => {
  const { hear, goes, says } = aPage();
  goes(plans);
  hear({ type: 'out', conversationId: plans, how: 'removed' });
  hear({ type: 'conversation', summary: summary(plans, 'Plans') });
  expect(says()).toBe('');
});

it('is said to who cannot see it where the page of it is open, which says it already', () => {
  const { hear, goes, says } = aPage(plans);
  goes(plans);
  hear({ type: 'out', conversationId: plans, how: 'banned' });
  expect(says()).toBe('You were banned from Plans.');
  expect(screen.queryByRole('button')).toBeNull();
});
