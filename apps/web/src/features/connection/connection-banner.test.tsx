import { MantineProvider } from '@mantine/core';
import type { Client, ClientEvent, Status } from '@parley/client';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from './client-context';
import { ConnectionBanner } from './connection-banner';
import { clientSaid } from './heard';
import { TroubleProvider } from './trouble';

beforeEach(() => void vi.useFakeTimers({ now: 600_000 }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const aBanner = ({ compact = false } = {}) => {
  const store = createStore();
  let [probes, opened] = [0, 0];
  const client = { probe: () => (probes += 1) } as unknown as Client;
  const view = (page: string) => (
    <MantineProvider>
      <Provider store={store}>
        <ClientContext value={client}>
          <TroubleProvider>
            <ConnectionBanner key={page} compact={compact} showUnsent={() => (opened += 1)} />
          </TroubleProvider>
        </ClientContext>
      </Provider>
    </MantineProvider>
  );
  const { rerender } = render(view('list'));
  return {
    opensAnotherPage: () => rerender(view('conversation')),
    becomes: (status: Status) => act(() => store.dispatch(clientSaid({ type: 'status', status }))),
    passes: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    place: () => screen.getByRole('status'),
    probes: () => probes,
    opened: () => opened,
    hears: (event: ClientEvent) => act(() => store.dispatch(clientSaid(event))),
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
  it('shows at once on a page that is opened in the midst of trouble', () => {
    const { becomes, passes, place, opensAnotherPage } = aBanner();
    becomes(offline);
    passes(4_100);
    opensAnotherPage();
    expect(place().textContent).toContain('Offline');
  });
  it('[UX-CONN-2] says it in a word where there is no room for more, with the same way to try', () => {
    const { becomes, hears, passes, place, probes } = aBanner({ compact: true });
    becomes({ state: 'online' });
    becomes(offline);
    passes(4_100);
    expect(place().textContent).toBe('Offline');
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(probes()).toBe(1);
    becomes({ state: 'catching-up', left: 1_200 });
    expect(place().textContent).toBe('Catching up…');
    becomes(offline);
    const outgoing = { conversationId: 'c', key: 'k', text: 'hi', at: 1, state: 'failed' as const };
    hears({ type: 'outbox', conversationId: 'c', outgoing: [outgoing] });
    expect(place().textContent).toBe('Offline1 unsent');
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
  it('[UX-CONN-2] says how much is still to come, and that what shows is old where nothing came yet', () => {
    const { becomes, hears, passes, place } = aBanner();
    becomes({ state: 'catching-up', left: 1_200 });
    passes(4_100);
    expect(place().textContent).toBe('Catching up, 1,200 to go…');
    hears({ type: 'conversations', summaries: [] });
    becomes(offline);
    expect(place().textContent).toContain('This is from your last visit.');
  });
  it('[UX-SEND-8] leads to what is unsent: late by 4 s, or at once where something was refused', () => {
    const { becomes, hears, passes, place, opened } = aBanner();
    becomes({ state: 'online' });
    const outgoing = { conversationId: 'c', key: 'k', text: 'hi', at: 1, state: 'waiting' as const };
    hears({ type: 'outbox', conversationId: 'c', outgoing: [outgoing] });
    passes(3_900);
    expect(place().textContent).toBe('');
    passes(200);
    fireEvent.click(screen.getByRole('button', { name: '1 unsent' }));
    expect(opened()).toBe(1);
    hears({ type: 'outbox', conversationId: 'c', outgoing: [] });
    expect(place().textContent).toBe('');
    hears({ type: 'outbox', conversationId: 'c', outgoing: [{ ...outgoing, state: 'failed' }] });
    expect(place().textContent).toBe('1 unsent');
  });
  it('[UX-PWA-6] says so while the browser stores nothing', () => {
    const { becomes, hears, place } = aBanner();
    becomes({ state: 'online' });
    hears({ type: 'storage', durable: false });
    expect(place().textContent).toContain('This browser stores nothing');
    hears({ type: 'storage', durable: true });
    expect(place().textContent).toBe('');
  });
});

describe('[UX-CONN-2] [SYNC-9] a page that is too old', () => {
  it('says so at once, with a way to reload', () => {
    const { becomes, place } = aBanner();
    becomes({ state: 'online' });
    becomes({ state: 'outdated' });
    expect(place().textContent).toBe('Parley was updated. Reload to go on.Reload');
    expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
  });

  it('warns where a reload would lose what is unsent', () => {
    const { becomes, hears, place } = aBanner();
    hears({ type: 'storage', durable: false });
    becomes({ state: 'outdated' });
    expect(place().textContent).toContain('Copy what is unsent, then reload.');
  });

  it('has a word and the button on a screen of one column', () => {
    const { becomes, place } = aBanner({ compact: true });
    becomes({ state: 'outdated' });
    expect(place().textContent).toBe('OutdatedReload');
  });
});
