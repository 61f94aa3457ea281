import { MantineProvider } from '@mantine/core';
import { type Client, Refused } from '@parley/client';
import { type Person, type RefusalCode, refusal } from '@parley/protocol';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { clientSaid } from '../connection/heard';
import { signedIn } from '../session/session-slice';
import { PeopleSection } from './people-section';

afterEach(cleanup);

const bo: Person = { id: 'bo', name: 'Bo', email: 'bo@example.com', colour: 2 };
const owner: Person = { id: 'olga', name: 'Olga', email: 'olga@example.com', colour: 1, role: 'owner' };

/** The list of people as an owner sees it, of a server that has Bo as `status` and refuses acts as told, in turn. */
const aDirectory = async (status: 'active' | 'suspended', ...refusals: (RefusalCode | undefined)[]) => {
  const asked: string[] = [];
  let person: Person = { ...bo, status };
  const ask = async (type: string) => {
    if (type === 'people.search' || type === 'people.find') return { people: [person] };
    asked.push(type);
    const code = refusals.shift();
    if (!code || code === 'pool_behind')
      person = { ...person, status: type === 'people.suspend' ? 'suspended' : 'active' };
    if (code) throw new Refused(refusal(code));
    return { person };
  };
  const store = createStore();
  store.dispatch(signedIn('olga'));
  store.dispatch(clientSaid({ type: 'me', person: owner }));
  render(
    <MantineProvider env="test">
      <Provider store={store}>
        <ClientContext value={{ ask } as unknown as Client}>
          <PeopleSection />
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  await screen.findByText('Bo');
  const row = () => within(screen.getByRole('listitem'));
  return { asked, row };
};
const suspends = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Suspend Bo' }));
  const dialog = await screen.findByRole('dialog', { name: 'Suspend this person?' });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Suspend' }));
};
const untold = { name: 'The sign-in service was not told' };
const tellsAgain = (dialog: HTMLElement) =>
  fireEvent.click(within(dialog).getByRole('button', { name: 'Tell the sign-in service again' }));

describe('where the sign-in service could not be told', () => {
  it('[DEL-6] shows who was suspended as suspended, says what is not so yet, and asks the same again', async () => {
    const { asked, row } = await aDirectory('active', 'pool_behind');
    await suspends();
    const dialog = await screen.findByRole('dialog', untold);
    expect(within(dialog).getByText(/is suspended here.*is not disabled yet/)).toBeTruthy();
    expect(row().getByText(/suspended · the sign-in service was not told/)).toBeTruthy();
    tellsAgain(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog', untold)).toBeNull());
    expect(asked).toEqual(['people.suspend', 'people.suspend']);
    expect(row().getByText('suspended', { exact: false }).textContent).not.toContain('was not told');
    expect(screen.getByText('Bo is suspended. The sign-in service knows.')).toBeTruthy();
  });

  it('[DEL-6] lets in who was reinstated here, says that they cannot sign in yet, and asks the same again', async () => {
    const { asked, row } = await aDirectory('suspended', 'pool_behind');
    fireEvent.click(screen.getByRole('button', { name: 'Reinstate Bo' }));
    const dialog = await screen.findByRole('dialog', untold);
    expect(within(dialog).getByText(/is reinstated here.*they cannot sign in/)).toBeTruthy();
    tellsAgain(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog', untold)).toBeNull());
    expect(asked).toEqual(['people.reinstate', 'people.reinstate']);
    expect(row().getByRole('button', { name: 'Suspend Bo' })).toBeTruthy();
  });

  it('remembers it after the dialog was closed, and while the service stays away', async () => {
    const { asked, row } = await aDirectory('active', 'pool_behind', 'pool_behind');
    await suspends();
    fireEvent.click(within(await screen.findByRole('dialog', untold)).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog', untold)).toBeNull());
    fireEvent.click(row().getByRole('button', { name: 'Tell again about Bo' }));
    const dialog = await screen.findByRole('dialog', untold);
    tellsAgain(dialog);
    await within(dialog).findByText(/still could not be told/);
    tellsAgain(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog', untold)).toBeNull());
    expect(asked).toEqual(['people.suspend', 'people.suspend', 'people.suspend']);
    expect(row().queryByRole('button', { name: /again/ })).toBeNull();
  });
});

it('changes nothing where the act was refused, and says why in the dialog that asked', async () => {
  const { row } = await aDirectory('active', 'last_owner');
  await suspends();
  const dialog = await screen.findByRole('dialog', { name: 'Suspend this person?' });
  expect(await within(dialog).findByText('Somebody else has to be an owner first.')).toBeTruthy();
  expect(row().queryByText(/suspended/)).toBeNull();
});
