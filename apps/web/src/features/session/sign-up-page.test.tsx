import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { type Auth, AuthContext } from './auth';
import { SignUpPage } from './sign-up-page';

afterEach(cleanup);

const aSignUpPage = () => {
  const enrolled: object[] = [];
  const auth = { signUp: (account: object) => Promise.resolve(void enrolled.push(account)) } as unknown as Auth;
  render(
    <MantineProvider>
      <Provider store={createStore()}>
        <AuthContext value={() => Promise.resolve(auth)}>
          <MemoryRouter initialEntries={['/sign-up']}>
            <Routes>
              <Route path="/sign-up" element={<SignUpPage />} />
              <Route path="/confirm" element="the confirm page" />
            </Routes>
          </MemoryRouter>
        </AuthContext>
      </Provider>
    </MantineProvider>,
  );
  const fields = () => [
    screen.getByRole('textbox', { name: 'E-mail' }),
    screen.getByRole('textbox', { name: 'Name' }),
    screen.getByLabelText('Password'),
  ];
  return {
    enrolled,
    fields,
    wrong: () => fields().map((field) => field.getAttribute('aria-invalid') === 'true'),
    fill: (...texts: string[]) =>
      fields().forEach((field, i) => fireEvent.change(field, { target: { value: texts[i] } })),
    submit: () => fireEvent.submit(screen.getByRole('form', { name: 'Create your account' })),
  };
};

describe('the sign-up page', () => {
  it('says at once all that is missing, and the first of it takes the focus', () => {
    const { wrong, fields, fill, submit, enrolled } = aSignUpPage();
    submit();
    expect(wrong()).toEqual([true, true, true]);
    expect(document.activeElement).toBe(fields()[0]);
    fill('ana@example.com', 'x'.repeat(200), 'short');
    submit();
    expect(wrong()).toEqual([false, true, true]);
    expect(document.activeElement).toBe(fields()[1]);
    const told = fields()[2]!.getAttribute('aria-describedby')!.split(' ');
    expect(told.map((id) => document.getElementById(id)!.textContent).join()).toContain(
      'Choose a password that meets all the rules',
    );
    expect(enrolled).toEqual([]);
  });
  it('signs up, and leads to the code', async () => {
    const { fill, submit, enrolled } = aSignUpPage();
    fill('ana@example.com', 'Ana', 'Correct-horse-7');
    submit();
    expect(await screen.findByText('the confirm page')).toBeTruthy();
    expect(enrolled).toEqual([{ email: 'ana@example.com', name: 'Ana', password: 'Correct-horse-7' }]);
  });
});
