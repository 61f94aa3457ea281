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
