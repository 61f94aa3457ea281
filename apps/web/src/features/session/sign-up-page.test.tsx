import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createStore } from '../../app/store';
import { dropInvitation, keepInvitation } from '../invitations/invitation-in-hand';
import { type Auth, AuthContext } from './auth';
import { SignUpPage } from './sign-up-page';
import { dropSignUpSecret, signUpSecretOf } from './sign-up-secret';

afterEach(() => {
  cleanup();
  dropInvitation();
  dropSignUpSecret('ana@example.com');
});

type Enrolled = { email: string; name: string; password: string; secret: string; invitation?: string };

/** `answer`: what the pool says to a sign-up. */
const aSignUpPage = (answer: () => Promise<void> = () => Promise.resolve()) => {
  const enrolled: Enrolled[] = [];
  const signUp = (account: Enrolled) => {
    enrolled.push(account);
    return answer();
  };
  const auth = { signUp } as unknown as Auth;
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
    expect(enrolled).toMatchObject([{ email: 'ana@example.com', name: 'Ana', password: 'Correct-horse-7' }]);
  });

  it('[AUTH-11] signs up with a secret that the page of the code finds, and with the same one where the same password comes again', async () => {
    const first = aSignUpPage();
    first.fill('ana@example.com', 'Ana', 'Correct-horse-7');
    first.submit();
    await screen.findByText('the confirm page');
    cleanup();
    const second = aSignUpPage();
    second.fill('Ana@example.com', 'Ana', 'Correct-horse-7');
    second.submit();
    await screen.findByText('the confirm page');
    const secrets = [first, second].map(({ enrolled }) => enrolled[0]?.secret);
    expect(secrets[0]).toMatch(/^[\w-]{43}$/);
    expect(secrets[1]).toBe(secrets[0]);
    expect(signUpSecretOf('ana@example.com')).toBe(secrets[0]);
  });

  it('[AUTH-11] signs up with another secret where another password is typed, so that none proves the other', async () => {
    const first = aSignUpPage();
    first.fill('ana@example.com', 'Ana', 'Correct-horse-7');
    first.submit();
    await screen.findByText('the confirm page');
    cleanup();
    const exists = Object.assign(new Error('It exists.'), { name: 'UsernameExistsException' });
    const again = aSignUpPage(() => Promise.reject(exists));
    again.fill('ana@example.com', 'Ana', 'Correct-horse-8');
    again.submit();
    await screen.findByText('the confirm page');
    expect(signUpSecretOf('ana@example.com')).not.toBe(first.enrolled[0]?.secret);
  });

  it.each([
    ['has an account', 'UsernameExistsException', 'An account with the given email already exists.'],
    ['is not let in', 'UserLambdaValidationException', 'PreSignUp failed with error not_invited: Ask.'],
  ])('goes on alike where the address %s', async (_, name, message) => {
    const { fill, submit } = aSignUpPage(() => Promise.reject(Object.assign(new Error(message), { name })));
    fill('ana@example.com', 'Ana', 'Correct-horse-7');
    submit();
    expect(await screen.findByText('the confirm page')).toBeTruthy();
  });

  it('says plainly to who holds an invitation that it lets this address in no more', async () => {
    // What the invitation is to cannot be looked up here, and need not be.
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    onTestFinished(() => void vi.unstubAllGlobals());
    keepInvitation('x'.repeat(27));
    const { fill, submit } = aSignUpPage(() =>
      Promise.reject(
        Object.assign(new Error('PreSignUp failed with error not_invited: Ask.'), {
          name: 'UserLambdaValidationException',
        }),
      ),
    );
    fill('ana@example.com', 'Ana', 'Correct-horse-7');
    submit();
    expect(await screen.findByText(/Ask an admin of it to invite your address/)).toBeTruthy();
  });
});
