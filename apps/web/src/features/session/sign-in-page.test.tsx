import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { type Auth, AuthContext, type SignInOutcome } from './auth';
import { selectMyId, signedOut } from './session-slice';
import { SignInPage } from './sign-in-page';

afterEach(cleanup);

const conversation = '/c/c-00000000000000000000000000000001';
const refusedBy = (name: string) => () => Promise.reject(Object.assign(new Error(), { name }));

const aSignInPage = (signIn: () => Promise<SignInOutcome>, { ending = false } = {}) => {
  const store = createStore();
  if (ending) store.dispatch(signedOut('expired'));
  const auth = { signIn, personId: () => Promise.resolve('ana'), resend: () => Promise.resolve() } as unknown as Auth;
  render(
    <MantineProvider>
      <Provider store={store}>
        <AuthContext value={() => Promise.resolve(auth)}>
          <MemoryRouter initialEntries={[`/sign-in?to=${encodeURIComponent(conversation)}`]}>
            <Routes>
              <Route path="/sign-in" element={<SignInPage />} />
              <Route path="/confirm" element="the confirm page" />
              <Route path="/c/:id" element="the conversation" />
            </Routes>
          </MemoryRouter>
        </AuthContext>
      </Provider>
    </MantineProvider>,
  );
  const email = screen.getByRole<HTMLInputElement>('textbox', { name: 'E-mail' });
  const password = screen.getByLabelText<HTMLInputElement>('Password');
  const submit = (address: string, secret: string) => {
    fireEvent.change(email, { target: { value: address } });
    fireEvent.change(password, { target: { value: secret } });
    fireEvent.submit(screen.getByRole('form', { name: 'Sign in' }));
  };
  return { store, email, password, submit };
};

describe('the sign-in page', () => {
  it('[UX-A11Y-6] names its fields for password managers', () => {
    const { email, password } = aSignInPage(() => Promise.resolve('signed-in'));
    expect([email.autocomplete, password.autocomplete]).toEqual(['username', 'current-password']);
  });
  it('signs in, and leads to the page that was asked for', async () => {
    const { store, submit } = aSignInPage(() => Promise.resolve('signed-in'));
    submit('ana@example.com', 'secret');
    expect(await screen.findByText('the conversation')).toBeTruthy();
    expect(selectMyId(store.getState())).toBe('ana');
  });
  it('says what is wrong above the form, moves the focus there, and keeps what was typed', async () => {
    const { submit, password } = aSignInPage(refusedBy('NotAuthorizedException'));
    submit('ana@example.com', 'wrong');
    const summary = await screen.findByRole('alert');
    expect(summary.textContent).toContain('do not go together');
    expect(document.activeElement).toBe(summary);
    expect(screen.getByRole('link', { name: 'Reset password' })).toBeTruthy();
    expect(password.value).toBe('wrong');
  });
  it('says what is missing next to its field, which takes the focus, and asks nobody', () => {
    let asked = 0;
    const { submit, email, password } = aSignInPage(() => Promise.resolve<SignInOutcome>((asked++, 'signed-in')));
    submit('ana', 'x');
    expect(document.activeElement).toBe(email);
    expect(email.getAttribute('aria-invalid')).toBe('true');
    submit('ana@example.com', '');
    expect(document.activeElement).toBe(password);
    expect(asked).toBe(0);
  });
  it('leads on to the code when the address was never confirmed', async () => {
    const { submit } = aSignInPage(() => Promise.resolve('confirm'));
    submit('ana@example.com', 'secret');
    expect(await screen.findByText('the confirm page')).toBeTruthy();
  });
  it('says why the session ended', () => {
    aSignInPage(() => Promise.resolve('signed-in'), { ending: true });
    expect(screen.getByText(/Your session has ended/)).toBeTruthy();
  });
});
