import { MantineProvider } from '@mantine/core';
import { type Client, Refused } from '@parley/client';
import { type RefusalCode, refusal } from '@parley/protocol';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { EndSessionContext } from '../session/session-context';
import { DevicesSection } from './devices-section';

afterEach(cleanup);

/** Signs out everywhere from the settings; how the session ended, and the dialog. */
const signsOutEverywhere = async (refusedFor?: RefusalCode) => {
  const ended: (string | undefined)[] = [];
  const ask = async (type: string) => {
    if (type === 'sessions.list') return { sessions: [] };
    if (refusedFor) throw new Refused(refusal(refusedFor));
    return {};
  };
  render(
    <MantineProvider env="test">
      <Provider store={createStore()}>
        <ClientContext value={{ ask } as unknown as Client}>
          <EndSessionContext value={async (as) => void ended.push(as)}>
            <DevicesSection />
          </EndSessionContext>
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Sign out everywhere…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Sign out everywhere?' });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Sign out everywhere' }));
  return { ended, dialog };
};

describe('a device', () => {
  it('that is in use within the hour is said to be, and one that is not by when it was', async () => {
    const hour = 60 * 60_000;
    const now = Date.now();
    const at = (seenAt: number, id: string) => ({ id, seenAt, signedInAt: seenAt, isThis: false, device: id });
    const sessions = [at(now - hour + 60_000, 'desk'), at(now - 3 * hour, 'phone')];
    const ask = async () => ({ sessions });
    render(
      <MantineProvider env="test">
        <Provider store={createStore()}>
          <ClientContext value={{ ask } as unknown as Client}>
            <EndSessionContext value={async () => undefined}>
              <DevicesSection />
            </EndSessionContext>
          </ClientContext>
        </Provider>
      </MantineProvider>,
    );
    expect((await screen.findByText(/^Seen within the last hour/)).textContent).toContain('signed in 59 min ago');
    expect(screen.getByText(/^Last seen 3 h ago/)).toBeTruthy();
  });
});

describe('signing out everywhere', () => {
  it('ends the session here, too', async () => {
    const { ended } = await signsOutEverywhere();
    await waitFor(() => expect(ended).toEqual([undefined]));
  });
  it('[AUTH-3] ends it as what is to be done once more, where the sign-in service could not be told', async () => {
    const { ended } = await signsOutEverywhere('pool_behind');
    await waitFor(() => expect(ended).toEqual(['pool-behind']));
  });
  it('ends nothing where it was not done, and says why', async () => {
    const { ended, dialog } = await signsOutEverywhere('internal');
    expect(await within(dialog).findByText(/Try again/)).toBeTruthy();
    expect(ended).toEqual([]);
  });
});
