import type { Client } from '@parley/client';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { clientSaid } from '../connection/heard';
import { selectIsOnline } from './people-slice';
import { usePresence } from './use-presence';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A page with Bo on it, who is connected or not. */
const aPage = async () => {
  const store = createStore();
  store.dispatch(clientSaid({ type: 'status', status: { state: 'online' } }));
  const connected = new Set(['bo']);
  let asked = 0;
  const presence: Client['presence'] = async () => {
    asked += 1;
    return new Set(connected);
  };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ClientContext value={{ presence } as Client}>
      <Provider store={store}>{children}</Provider>
    </ClientContext>
  );
  const { unmount } = renderHook(() => usePresence(['bo']), { wrapper });
  const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  await passes(0);
  return { connected, passes, unmount, asked: () => asked, bo: () => selectIsOnline(store.getState(), 'bo') };
};

it('[UX-CONN-7] who is there is shown at once, and who goes once they stay away for ten seconds', async () => {
  const { connected, passes, bo } = await aPage();
  expect(bo()).toBe(true);
  connected.delete('bo');
  await passes(60_000);
  expect(bo()).toBe(true);
  await passes(9_999);
  expect(bo()).toBe(true);
  await passes(1);
  expect(bo()).toBe(false);
});

it('[UX-CONN-7] who is back within ten seconds never seemed to be gone, and starts anew when they go again', async () => {
  const { connected, passes, bo, asked } = await aPage();
  connected.delete('bo');
  await passes(60_000);
  connected.add('bo');
  await passes(10_000);
  connected.delete('bo');
  await passes(50_000);
  expect(bo()).toBe(true);
  await passes(9_999);
  expect(bo()).toBe(true);
  await passes(1);
  expect(bo()).toBe(false);
  expect(asked()).toBe(5);
});

it('asks nothing any more once nobody is on the screen', async () => {
  const { connected, passes, unmount, asked } = await aPage();
  connected.delete('bo');
  await passes(60_000);
  unmount();
  await passes(120_000);
  expect(asked()).toBe(2);
});
