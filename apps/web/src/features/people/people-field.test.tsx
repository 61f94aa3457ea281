import { MantineProvider } from '@mantine/core';
import type { Client } from '@parley/client';
import type { Person } from '@parley/protocol';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { signedIn } from '../session/session-slice';
import { PeopleField } from './people-field';
import { personChanged } from './people-slice';
import { usePeopleField } from './use-people-field';

afterEach(cleanup);

const personOf = (name: string): Person => ({ id: name, name, email: `${name.toLowerCase()}@example.com` });
const inDirectory = ['Dana Lopez', 'Dan Brown'].map(personOf);

/** A field for at most two people, whose look-ups wait until they are answered. */
const aField = (role: 'member' | 'guest' = 'member') => {
  const answers = new Map<string, (found: boolean) => void>();
  const searched: string[] = [];
  let taken: Person[] | undefined | 'nothing yet' = 'nothing yet';
  const search = (prefix: string) => {
    searched.push(prefix);
    return { people: inDirectory.filter(({ name }) => name.toLowerCase().startsWith(prefix.toLowerCase())) };
  };
  const ask = (_: string, { email, prefix }: { email?: string; prefix?: string }) =>
    prefix !== undefined
      ? Promise.resolve(search(prefix))
      : new Promise((resolve) => {
          answers.set(email ?? '', (found) => resolve({ people: found ? [{ id: email, name: email, email }] : [] }));
        });
  const store = createStore();
  store.dispatch(signedIn('Me'));
  store.dispatch(personChanged({ ...personOf('Me'), role }));
  const Form = () => {
    const field = usePeopleField(2);
    return (
      <>
        <PeopleField field={field} label="To" description="" />
        <button onClick={() => void field.take().then((people) => (taken = people))}>Open</button>
      </>
    );
  };
  render(
    <MantineProvider>
      <Provider store={store}>
        <ClientContext value={{ ask } as unknown as Client}>
          <Form />
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'To' });
  const answer = async (email: string, found = true) => {
    await waitFor(() => expect(answers.has(email)).toBe(true));
    answers.get(email)?.(found);
  };
  return {
    field,
    answer,
    type: (text: string) => fireEvent.change(field, { target: { value: text } }),
    press: (key: string) => fireEvent.keyDown(field, { key }),
    open: () => fireEvent.click(screen.getByRole('button', { name: 'Open' })),
    searched,
    options: () => screen.queryAllByRole('option').map(({ textContent }) => textContent),
    taken: () => (Array.isArray(taken) ? taken.map(({ id }) => id) : taken),
  };
};

describe('the field for people', () => {
  it('keeps what is typed while an address is looked up', async () => {
    const { field, type, press, answer } = aField();
    type('ana@example.com');
    press(',');
    expect(field.value).toBe('');
    type('bo@exa');
    await answer('ana@example.com');
    expect(await screen.findByTitle('ana@example.com')).toBeTruthy();
    expect(field.value).toBe('bo@exa');
  });
  it('gives back an address that nobody has, before what was typed meanwhile', async () => {
    const { field, type, press, answer } = aField();
    type('nobody@example.com');
    press(' ');
    type('bo@exa');
    await answer('nobody@example.com', false);
    expect(await screen.findByText('Nobody here has the address nobody@example.com.')).toBeTruthy();
    expect(field.value).toBe('nobody@example.com bo@exa');
  });
  it('waits for what is being looked up before it goes on', async () => {
    const { type, press, open, answer, taken } = aField();
    type('ana@example.com');
    press('Enter');
    open();
    await answer('ana@example.com');
    await waitFor(() => expect(taken()).toEqual(['ana@example.com']));
  });
  it('goes on without an address that was taken out again', async () => {
    const { type, press, open, answer, taken } = aField();
    type('nobody@example.com');
    press('Enter');
    await answer('nobody@example.com', false);
    await screen.findByText('Nobody here has the address nobody@example.com.');
    type('');
    open();
    await waitFor(() => expect(taken()).toEqual([]));
  });
  it('does not go on with too many people, however often it is asked', async () => {
    const { type, press, open, answer, taken } = aField();
    type('ana@example.com bo@example.com cleo@example.com');
    press('Enter');
    for (const name of ['ana', 'bo', 'cleo']) await answer(`${name}@example.com`);
    expect(await screen.findByText('At most 2 people. Remove 1.')).toBeTruthy();
    open();
    await waitFor(() => expect(taken()).toBeUndefined());
  });
  it('refuses nonsense and whole lists in few words, and keeps them', async () => {
    const { field, type, press } = aField();
    type('x'.repeat(3_000));
    press('Enter');
    expect(await screen.findByText(/^“x{60}…” is not an e-mail address. Choose a name from the list/)).toBeTruthy();
    expect(field.value).toHaveLength(3_000);
    type('a@example.com '.repeat(101));
    press('Enter');
    expect(await screen.findByText('Enter at most 100 addresses at a time.')).toBeTruthy();
    expect(field.value).toHaveLength(101 * 14 - 1);
  });
  it('lists whom a name may mean, and Enter takes the active one', async () => {
    const { field, type, press, open, options, taken } = aField();
    fireEvent.focus(field);
    type('dan');
    await waitFor(() => expect(options()).toHaveLength(2));
    press('ArrowDown');
    expect(screen.getByRole('option', { name: /Dan Brown/ }).getAttribute('aria-selected')).toBe('true');
    press('Enter');
    expect(field.value).toBe('');
    open();
    await waitFor(() => expect(taken()).toEqual(['Dan Brown']));
  });
  it('lets a name go on after a space, and lists nobody twice', async () => {
    const { field, type, press, options } = aField();
    fireEvent.focus(field);
    type('Dana');
    press(' ');
    expect(field.value).toBe('Dana');
    type('Dana L');
    await waitFor(() => expect(options()).toHaveLength(1));
    press('Enter');
    type('dan');
    await waitFor(() => expect(options()).toEqual([expect.stringContaining('Dan Brown')]));
  });
  it('closes its list with Esc, and not the dialog around it', async () => {
    const { field, type, press, options } = aField();
    fireEvent.focus(field);
    type('dan');
    await waitFor(() => expect(options()).toHaveLength(2));
    expect(field.getAttribute('data-mantine-stop-propagation')).toBe('true');
    press('Escape');
    await waitFor(() => expect(options()).toEqual([]));
    expect(field.value).toBe('dan');
  });
  it('says what to do about a name that was not chosen', async () => {
    const { type, open } = aField();
    type('Zoe Q');
    open();
    expect(await screen.findByText(/^“Zoe Q” is not an e-mail address. Choose a name from the list/)).toBeTruthy();
  });
  it('asks the directory neither for a guest nor about an address', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const searchedBy = (role: 'member' | 'guest', text: string): string[] => {
      const { field, type, searched } = aField(role);
      fireEvent.focus(field);
      type(text);
      act(() => void vi.advanceTimersByTime(5_000));
      cleanup();
      return searched;
    };
    expect(searchedBy('guest', 'Dana')).toEqual([]);
    expect(searchedBy('member', 'dan@')).toEqual([]);
    expect(searchedBy('member', 'Dana')).toEqual(['Dana']);
  });
});
