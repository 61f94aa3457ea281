import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { type Auth, AuthContext, type SignInOutcome } from './auth';
import { type Ending, selectMyId, signedOut } from './session-slice';
import { ChoosePasswordPage } from './choose-password-page';
import { SecondStepPage } from './second-step-page';
import { SignInPage } from './sign-in-page';
import { newSecretFor } from './sign-up-secret';

afterEach(cleanup);

const conversation = '/c/c-00000000000000000000000000000001';
const refusedBy = (name: string) => () => Promise.reject(Object.assign(new Error(), { name }));

const aSignInPage = (
  signIn: () => Promise<SignInOutcome>,
  { ending, state, ...steps }: Partial<Auth> & { ending?: Ending; state?: object } = {},
) => {
  const store = createStore();
  if (ending) store.dispatch(signedOut(ending));
  const personId = () => Promise.resolve('ana');
  const auth = { signIn, personId, resend: () => Promise.resolve(), ...steps } as unknown as Auth;
  render(
    <MantineProvider>
      <Provider store={store}>
        <AuthContext value={() => Promise.resolve(auth)}>
          <MemoryRouter
            initialEntries={[{ pathname: '/sign-in', search: `?to=${encodeURIComponent(conversation)}`, state }]}
          >
            <Routes>
              <Route path="/sign-in" element={<SignInPage />} />
              <Route path="/confirm" element="the confirm page" />
              <Route path="/second-step" element={<SecondStepPage />} />
              <Route path="/choose-password" element={<ChoosePasswordPage />} />
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
  it('begins with what is left to enter: the address, or the password where the address is known', () => {
    const unknown = aSignInPage(() => Promise.resolve('signed-in'));
    expect(document.activeElement).toBe(unknown.email);
    cleanup();
    const state = { email: 'ana@example.com', confirmed: true };
    const { email, password } = aSignInPage(() => Promise.resolve('signed-in'), { state });
    expect(email.value).toBe('ana@example.com');
    expect(document.activeElement).toBe(password);
  });
  it('[AUTH-3] says where a sign-out everywhere has to be done once more', () => {
    aSignInPage(() => Promise.resolve('signed-in'), { ending: 'pool-behind' });
    expect(screen.getByRole('status').textContent).toContain('sign out everywhere once more');
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
  it('asks for the second step where the account has one, takes a pasted code, and leads to the page asked for', async () => {
    const codes: unknown[] = [];
    const enterCode = (...given: unknown[]) => Promise.resolve<SignInOutcome>((codes.push(given), 'signed-in'));
    // As after a reset in this tab, which each step has to show.
    const secret = newSecretFor('ana@example.com');
    const { submit } = aSignInPage(() => Promise.resolve('totp'), { enterCode });
    submit('ana@example.com', 'secret');
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code' });
    expect([field.autocomplete, field.inputMode]).toEqual(['one-time-code', 'numeric']);
    fireEvent.change(field, { target: { value: '123 456' } });
    expect(await screen.findByText('the conversation')).toBeTruthy();
    expect(codes).toEqual([['123456', secret]]);
  });
  it('says next to the field that a code is wrong, and leads back where the step ran out', async () => {
    const answers = ['CodeMismatchException', 'NotAuthorizedException'];
    const { submit } = aSignInPage(() => Promise.resolve('totp'), {
      enterCode: () => refusedBy(answers.shift() ?? '')(),
    });
    submit('ana@example.com', 'secret');
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code' });
    fireEvent.change(field, { target: { value: '123456' } });
    await screen.findByText(/That code is not right/);
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.change(field, { target: { value: '654321' } });
    expect(await screen.findByRole('link', { name: 'Sign in again' })).toBeTruthy();
  });
  it('asks who was invited by mail for their name and a password of their own', async () => {
    const chosen: string[][] = [];
    const choosePassword = (password: string, name: string) =>
      Promise.resolve<SignInOutcome>((chosen.push([password, name]), 'signed-in'));
    const { submit } = aSignInPage(() => Promise.resolve('new-password'), { choosePassword });
    submit('ana@example.com', 'mailed');
    const password = await screen.findByLabelText<HTMLInputElement>('New password');
    expect(password.autocomplete).toBe('new-password');
    fireEvent.change(password, { target: { value: 'Own-password-1' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Choose your password' }));
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
    expect(document.activeElement).toBe(name);
    expect(chosen).toEqual([]);
    fireEvent.change(name, { target: { value: 'Ana' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Choose your password' }));
    expect(await screen.findByText('the conversation')).toBeTruthy();
    expect(chosen).toEqual([['Own-password-1', 'Ana']]);
  });
  it('says why the session ended', () => {
    aSignInPage(() => Promise.resolve('signed-in'), { ending: 'expired' });
    expect(screen.getByText(/Your session has ended/)).toBeTruthy();
  });
});
