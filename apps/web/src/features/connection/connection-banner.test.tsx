import { MantineProvider } from '@mantine/core';
import type { Client, Status } from '@parley/client';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from './client-context';
import { ConnectionBanner } from './connection-banner';
import { clientSaid } from './heard';

beforeEach(() => void vi.useFakeTimers({ now: 600_000 }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const aBanner = () => {
  const store = createStore();
  let probes = 0;
  const client = { probe: () => (probes += 1) } as unknown as Client;
  render(
    <MantineProvider>
      <Provider store={store}>
        <ClientContext value={client}>
          <ConnectionBanner />
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  return {
    becomes: (status: Status) => act(() => store.dispatch(clientSaid({ type: 'status', status }))),
    passes: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    place: () => screen.getByRole('status'),
    probes: () => probes,
  };
};
const offline: Status = { state: 'offline', since: 480_000, retryAt: 700_000 };

describe('[UX-CONN-1] the banner', () => {
  it('claims no age for data that never came', () => {
    const { becomes, passes, place } = aBanner();
    becomes(offline);
    passes(4_100);
    expect(place().textContent).toContain('Nothing has been loaded yet');
  });

  it('appears after 4 s of trouble and disappears at once', () => {
    const { becomes, passes, place } = aBanner();
    becomes({ state: 'online' });
    becomes(offline);
    passes(3_900);
    expect(place().textContent).toBe('');
    passes(200);
    expect(place().textContent).toContain('Offline');
    becomes({ state: 'online' });
    expect(place().textContent).toBe('');
  });
  it('counts trouble from its beginning, whatever the client tries in between', () => {
    const { becomes, passes, place } = aBanner();
    becomes(offline);
    passes(3_000);
    becomes({ state: 'connecting' });
    passes(1_100);
    expect(place().textContent).toContain('Connecting');
  });
  it('[UX-CONN-2] says how old the data is, and tries at once when asked to', () => {
    const { becomes, passes, place, probes } = aBanner();
    becomes({ state: 'online' });
    becomes(offline);
    passes(4_100);
    expect(place().textContent).toContain('Last up to date 2 min ago');
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(probes()).toBe(1);
  });
});
