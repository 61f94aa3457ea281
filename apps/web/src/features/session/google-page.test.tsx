import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { dropInvitation, keepInvitation, keepInvitedAddress } from '../invitations/invitation-in-hand';
import { type Auth, AuthContext, type Google } from './auth';
import { GooglePage } from './google-page';
import { selectMyId } from './session-slice';

afterEach(() => {
  cleanup();
  dropInvitation();
  window.history.replaceState(null, '', '/');
});

const conversation = '/c/c-00000000000000000000000000000001';

/** Comes back from Google; `started`: with which pages somebody was sent there again. */
const comesBack = (google: Partial<Google>, query = '?code=1&state=2') => {
  window.history.replaceState(null, '', `/sign-in/google${query}`);
  const store = createStore();
  const started: string[] = [];
  const start = async (to: string) => void started.push(to);
  const auth = {
    google: async () => ({ start, finish: async () => undefined, askedFor: () => conversation, ...google }),
    personId: async () => 'ana',
  } as unknown as Auth;
  const page = { path: '/sign-in/google', element: <GooglePage /> };
  const router = createMemoryRouter([page, { path: '*', element: 'another page' }], {
    initialEntries: ['/sign-in/google'],
  });
  render(
    <MantineProvider>
      <Provider store={store}>
        <AuthContext value={() => Promise.resolve(auth)}>
          <RouterProvider router={router} />
        </AuthContext>
      </Provider>
    </MantineProvider>,
  );
  return { store, started, router };
};

describe('the way back from Google', () => {
  it('leads to the page that was asked for, signed in', async () => {
    const { store, router } = comesBack({});
    await screen.findByText('another page');
    expect(router.state.location.pathname).toBe(conversation);
    expect(selectMyId(store.getState())).toBe('ana');
  });

  it.each(['https://evil.example/', '//evil.example', 'javascript:window.pwned=1', '/c/../..//evil.example'])(
    'leads to a page of ours, whatever was kept: %s',
    async (to) => {
      const { router } = comesBack({ askedFor: () => to });
      await screen.findByText('another page');
      expect(router.state.location.pathname).toBe('/');
    },
  );

  it('says why nobody is signed in, and tries again for the same page', async () => {
    const { store, started } = comesBack({ finish: () => Promise.reject(new Error('access_denied')) });
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByRole('alert').textContent).toContain('given up before it was done');
    await expect.poll(() => document.activeElement).toBe(again); // an effect puts it there, after the page is drawn
    fireEvent.click(again);
    await expect.poll(() => started).toEqual([conversation]);
    expect(selectMyId(store.getState())).toBeUndefined();
  });

  it('leads to the password, for the same page, who would go past a second step', async () => {
    const said = 'invalid_request: PreTokenGeneration failed with error second_step: A sentence. ';
    const { router, started } = comesBack({ finish: () => Promise.reject(new Error(said)) });
    const onwards = await screen.findByRole('button', { name: 'Sign in with your password' });
    expect(screen.getByRole('alert').textContent).toContain(
      'This account has a second step: sign in with your password.',
    );
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await expect.poll(() => document.activeElement).toBe(onwards);
    fireEvent.click(onwards);
    await screen.findByText('another page');
    expect(router.state.location.pathname + router.state.location.search).toBe(
      `/sign-in?to=${encodeURIComponent(conversation)}`,
    );
    expect(started).toEqual([]);
  });

  it('[AUTH-11] leads who has no password of their own yet to one', async () => {
    const said = 'invalid_request: PostAuthentication failed with error choose_password: A sentence. ';
    const { router } = comesBack({ finish: () => Promise.reject(new Error(said)) });
    const onwards = await screen.findByRole('button', { name: 'Choose your password' });
    expect(screen.getByRole('alert').textContent).toContain('we mail you a code for it');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await expect.poll(() => document.activeElement).toBe(onwards);
    fireEvent.click(onwards);
    await screen.findByText('another page');
    expect(router.state.location.pathname + router.state.location.search).toBe(
      `/reset?to=${encodeURIComponent(conversation)}`,
    );
    expect(router.state.location.state).toEqual({ email: undefined });
  });

  it.each([
    ['choose_password', 'Choose your password', '/reset'],
    ['second_step', 'Sign in with your password', '/sign-in'],
  ])('[AUTH-11] takes along the address that was typed with an invitation: %s', async (code, name, path) => {
    keepInvitation('a link');
    keepInvitedAddress('ana@example.com');
    const said = `invalid_request: PostAuthentication failed with error ${code}: A sentence. `;
    const { router } = comesBack({ finish: () => Promise.reject(new Error(said)) });
    fireEvent.click(await screen.findByRole('button', { name }));
    await screen.findByText('another page');
    expect(router.state.location).toMatchObject({ pathname: path, state: { email: 'ana@example.com' } });
  });

  it('begins again by itself after the account was linked, for the same page', async () => {
    const said = encodeURIComponent('Already found an entry for username Google_1');
    const { started } = comesBack(
      { finish: () => Promise.reject(new Error('finished')) },
      `?error=invalid_request&error_description=${said}`,
    );
    await expect.poll(() => started).toEqual([conversation]);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
