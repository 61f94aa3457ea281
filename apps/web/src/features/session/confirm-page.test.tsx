import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { type Auth, AuthContext } from './auth';
import { ConfirmPage } from './confirm-page';
import { rememberPassword } from './pending-sign-up';
import { ResetPage } from './reset-page';
import { SignInPage } from './sign-in-page';
import { dropSignUpSecret, newSecretFor, signUpSecretOf } from './sign-up-secret';

const email = 'ana@example.com';
afterEach(() => {
  cleanup();
  dropSignUpSecret(email);
});

const thrown = (name: string, message: string) => Object.assign(new Error(message), { name });
const refused = (code: string) =>
  thrown('UserLambdaValidationException', `PostConfirmation failed with error ${code}: A sentence.`);

/** `answers`: what the pool says to a code, to a wish for another one, and to a sign-in. */
const aConfirmPage = (
  answers: { confirm?: Error; forgot?: Error; signIn?: Error; resend?: Error } = {},
  state: object = {},
) => {
  const asked: unknown[][] = [];
  const step =
    (name: keyof typeof answers) =>
    (...given: unknown[]) => {
      asked.push([name, ...given]);
      return answers[name] ? Promise.reject(answers[name]) : Promise.resolve('signed-in');
    };
  const auth = {
    ...{ confirm: step('confirm'), forgot: step('forgot'), resend: step('resend'), signIn: step('signIn') },
    personId: () => Promise.resolve('ana'),
  } as unknown as Auth;
  render(
    <MantineProvider>
      <Provider store={createStore()}>
        <AuthContext value={() => Promise.resolve(auth)}>
          <MemoryRouter initialEntries={[{ pathname: '/confirm', state: { email, ...state } }]}>
            <Routes>
              <Route path="/confirm" element={<ConfirmPage />} />
              <Route path="/reset" element={<ResetPage />} />
              <Route path="/sign-in" element={<SignInPage />} />
              <Route path="/" element="the app" />
            </Routes>
          </MemoryRouter>
        </AuthContext>
      </Provider>
    </MantineProvider>,
  );
  fireEvent.change(screen.getByRole('textbox', { name: 'Code' }), { target: { value: '123456' } });
  return asked;
};

describe('the page of the code', () => {
  it('[AUTH-11] shows the secret of the sign-up with the code, and forgets it', async () => {
    const secret = newSecretFor(email);
    rememberPassword(email, 'Correct-horse-7');
    const asked = aConfirmPage();
    expect(await screen.findByText('the app')).toBeTruthy();
    expect(asked[0]).toEqual(['confirm', email, '123456', secret]);
    expect(signUpSecretOf(email)).toBeUndefined();
  });

  it.each([
    refused('choose_password'),
    refused('internal'),
    thrown('UnexpectedLambdaException', 'PostConfirmation invocation failed due to error Socket timeout.'),
  ])('[AUTH-11] leads to a password of their own, with the next code on its way: $message', async (error) => {
    const asked = aConfirmPage({ confirm: error });
    expect(await screen.findByRole('heading', { name: 'Choose your password' })).toBeTruthy();
    expect(screen.getByText(/no password counts until you choose one/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save and sign in' })).toBeTruthy();
    expect(asked).toEqual([
      ['confirm', email, '123456', undefined],
      ['forgot', email],
    ]);
  });

  it('[AUTH-11] says so as well where no code could be sent now, and asks for the next one by hand', async () => {
    aConfirmPage({ confirm: refused('choose_password'), forgot: thrown('LimitExceededException', '') });
    expect(await screen.findByRole('heading', { name: 'Choose your password' })).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'E-mail' })).toHaveProperty('value', email);
    expect(screen.getByRole('button', { name: 'Send code' })).toBeTruthy();
  });

  it('leads to signing in where only that failed: the address is confirmed', async () => {
    rememberPassword(email, 'Correct-horse-7');
    aConfirmPage({
      signIn: thrown('UserLambdaValidationException', 'PreAuthentication failed with error slow_down: Wait.'),
    });
    expect(await screen.findByText('Your address is confirmed. Sign in to start.')).toBeTruthy();
  });

  const confirmedBefore = thrown('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED');

  it('goes on where an earlier try was good and its answer was lost: the password signs them in', async () => {
    rememberPassword(email, 'Correct-horse-7');
    const asked = aConfirmPage({ confirm: confirmedBefore });
    expect(await screen.findByText('the app')).toBeTruthy();
    expect(asked.map(([name]) => name)).toEqual(['confirm', 'signIn']);
  });

  it('leads to signing in, where the password was entered and is not at hand any more', async () => {
    aConfirmPage({ confirm: confirmedBefore }, { isSent: true });
    expect(await screen.findByText('Your address is confirmed. Sign in to start.')).toBeTruthy();
  });

  it('tells nobody by another password that an address has an account, and tries that once', async () => {
    rememberPassword(email, 'Another-horse-7');
    const asked = aConfirmPage({ confirm: confirmedBefore, signIn: thrown('NotAuthorizedException', 'Incorrect.') });
    expect(await screen.findByText(/That code is not right, or too old/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    await expect.poll(() => asked.map(([name]) => name)).toEqual(['confirm', 'signIn', 'confirm']);
    expect(await screen.findByText(/That code is not right, or too old/)).toBeTruthy();
  });

  it('says that it is offline where signing in could not be tried, and tries it the next time', async () => {
    rememberPassword(email, 'Correct-horse-7');
    const answers: Parameters<typeof aConfirmPage>[0] = {
      confirm: confirmedBefore,
      signIn: thrown('NetworkError', ''),
    };
    aConfirmPage(answers);
    expect(await screen.findByText(/The sign-in service cannot be reached/)).toBeTruthy();
    delete answers.signIn;
    fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('the app')).toBeTruthy();
  });

  it('says why who is not let in any more, or has another account, gets none', async () => {
    aConfirmPage({ confirm: refused('not_invited') });
    expect(await screen.findByText(/Ask an admin of it to invite your address/)).toBeTruthy();
    cleanup();
    aConfirmPage({ confirm: refused('already_here') });
    expect(await screen.findByText(/Your address has another account here/)).toBeTruthy();
  });

  it.each([
    thrown('CodeMismatchException', ''),
    thrown('ExpiredCodeException', ''),
    thrown('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
  ])(
    'tells an address that waits from one that nobody has, or that has an account, by no code: $name',
    async (error) => {
      aConfirmPage({ confirm: error });
      expect(await screen.findByText(/That code is not right, or too old/)).toBeTruthy();
    },
  );

  it('promises a code to nobody but who entered the right password', () => {
    aConfirmPage();
    expect(screen.getByText(/If this address may join and has no account yet/)).toBeTruthy();
    expect(screen.getByText(/ask an admin of/)).toBeTruthy();
    cleanup();
    aConfirmPage({}, { isSent: true });
    expect(screen.getByText(/We sent a code of six digits/)).toBeTruthy();
  });
});
