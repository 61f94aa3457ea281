import type { Client } from '@parley/client';
import { refusal } from '@parley/protocol';
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider, useSelector } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientContext } from '../features/connection/client-context';
import { clientSaid } from '../features/connection/heard';
import { EndSessionContext } from '../features/session/session-context';
import { selectSession, signedIn } from '../features/session/session-slice';
import { createStore } from './store';
import { TurnedAwayPage } from './turned-away-page';

afterEach(cleanup);

const conversationId = 'c-00000000000000000000000000000001';

const Page = () => {
  const { turnedAway } = useSelector(selectSession);
  return turnedAway ? <TurnedAwayPage refusal={turnedAway} /> : 'the workspace';
};

/** Somebody whom the workspace has just refused, with `unsent` messages on this device. */
const turnedAway = (code: 'suspended' | 'no_profile' | 'foreign_origin', unsent: number) => {
  const store = createStore();
  const calls: string[] = [];
  store.dispatch(signedIn('ana'));
  const outgoing = Array.from({ length: unsent }, (_, nth) => ({
    ...{ conversationId, key: `k${nth}`, text: 'hi', at: nth, state: 'waiting' as const },
  }));
  store.dispatch(clientSaid({ type: 'outbox', conversationId, outgoing }));
  store.dispatch(clientSaid({ type: 'unsent-read' }));
  const status = (status: Parameters<typeof clientSaid>[0] & { type: 'status' }) => store.dispatch(clientSaid(status));
  status({ type: 'status', status: { state: 'refused', refusal: refusal(code) } });
  const client = { probe: () => calls.push('probe') } as unknown as Client;
  render(
    <MantineProvider>
      <Provider store={store}>
        <ClientContext value={client}>
          <EndSessionContext value={async () => void calls.push('end')}>
            <Page />
          </EndSessionContext>
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  return { store, calls, status };
};

describe('who is turned away', () => {
  it('is told that they are suspended, and that what is unsent is kept', () => {
    turnedAway('suspended', 2);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You are suspended');
    expect(screen.getByText(/2 messages and changes that have not been sent stay on this device/)).toBeTruthy();
  });

  it('is told so too where their account has no place any more, or the page is not ours', () => {
    turnedAway('no_profile', 0);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You are not in this workspace');
    cleanup();
    turnedAway('foreign_origin', 0);
    expect(screen.getByText('This page may not use this workspace.')).toBeTruthy();
  });

  it('may try again, keeps the page meanwhile, and comes back in once they are let in', async () => {
    const { calls, status } = turnedAway('suspended', 0);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(calls).toEqual(['probe']);
    status({ type: 'status', status: { state: 'connecting' } });
    expect(await screen.findByText('Trying…')).toBeTruthy();
    status({ type: 'status', status: { state: 'refused', refusal: refusal('suspended') } });
    expect(await screen.findByText(/Nothing has changed yet/)).toBeTruthy();
    status({ type: 'status', status: { state: 'offline', since: 0, retryAt: 1 } });
    expect(await screen.findByText(/cannot be reached now/)).toBeTruthy();
    status({ type: 'status', status: { state: 'online' } });
    expect(await screen.findByText('the workspace')).toBeTruthy();
  });

  it('is asked before signing out deletes what is unsent, and not where nothing is', async () => {
    const { calls } = turnedAway('suspended', 1);
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(await screen.findByRole('dialog', { name: 'Sign out?' })).toBeTruthy();
    expect(calls).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Sign out and delete' }));
    expect(calls).toEqual(['end']);
    cleanup();
    const nothing = turnedAway('suspended', 0);
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(nothing.calls).toEqual(['end']);
  });
});
