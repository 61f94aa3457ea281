import { MantineProvider } from '@mantine/core';
import type { Client } from '@parley/client';
import type { Person } from '@parley/protocol';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { PeopleField, usePeopleField } from './people-field';

afterEach(cleanup);

/** A field for at most two people, whose look-ups wait until they are answered. */
const aField = () => {
  const answers = new Map<string, (found: boolean) => void>();
  let taken: Person[] | undefined | 'nothing yet' = 'nothing yet';
  const ask = (_: 'people.find', { email }: { email: string }) =>
    new Promise((resolve) => {
      answers.set(email, (found) => resolve({ people: found ? [{ id: email, name: email, email }] : [] }));
    });
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
      <Provider store={createStore()}>
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
    expect(await screen.findByText(`“${'x'.repeat(60)}…” is not an e-mail address.`)).toBeTruthy();
    expect(field.value).toHaveLength(3_000);
    type('a@example.com '.repeat(101));
    press('Enter');
    expect(await screen.findByText('Enter at most 100 addresses at a time.')).toBeTruthy();
    expect(field.value).toHaveLength(101 * 14 - 1);
  });
});
