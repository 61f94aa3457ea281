import type { Entry } from '@parley/protocol';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { Announcer } from './announcer';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const aMessage = (seq: number, author = 'bo'): Entry => ({
  ...{ seq, at: 1, author, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', n: seq, m: 0 },
  kind: 'message.posted',
  body: { text: `m${seq}` },
});
const upTo = (seq: number, from = 1) => Array.from({ length: seq - from + 1 }, (_, i) => aMessage(from + i));

const anAnnouncer = (entries: Entry[] | undefined) => {
  const store = createStore();
  store.dispatch(clientSaid({ type: 'people', people: [{ id: 'bo', name: 'Bo', email: 'bo@example.com' }] }));
  const view = (shown: Entry[] | undefined) => (
    <Provider store={store}>
      <Announcer entries={shown} myId="ana" />
    </Provider>
  );
  const { rerender } = render(view(entries));
  return {
    holds: (next: Entry[]) => rerender(view(next)),
    passes: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    said: () => [...screen.getByRole('log').children].map(({ textContent }) => textContent),
  };
};

describe('[UX-A11Y-1] the announcer', () => {
  it('says author and text, at most once a second', () => {
    const { holds, passes, said } = anAnnouncer(upTo(3));
    holds(upTo(4));
    passes(500);
    holds(upTo(5));
    expect(said()).toEqual([]);
    passes(500);
    expect(said()).toEqual(['Bo: m4', 'Bo: m5']);
  });
  it('is silent about what was there, about older history, and about what I say', () => {
    const { holds, passes, said } = anAnnouncer(upTo(5, 4));
    holds(upTo(5));
    holds([...upTo(5), aMessage(6, 'ana')]);
    passes(2_000);
    expect(said()).toEqual([]);
  });
  it('says how many there are where many come at once', () => {
    const { holds, passes, said } = anAnnouncer(upTo(1));
    holds(upTo(9));
    passes(1_000);
    expect(said()).toEqual(['8 new messages']);
  });
});
