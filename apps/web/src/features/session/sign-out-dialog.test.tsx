import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { Provider } from 'react-redux';
import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { EndSessionContext } from './session-context';
import { signedIn } from './session-slice';
import { SignOutDialog } from './sign-out-dialog';
import { useSignOut } from './use-sign-out';

afterEach(cleanup);

const conversationId = 'c-00000000000000000000000000000001';

const WayOut = () => {
  const [asks, setAsks] = useState(false);
  const signOut = useSignOut(() => setAsks(true));
  return (
    <>
      <button onClick={signOut}>Leave</button>
      {asks && <SignOutDialog onClose={() => setAsks(false)} />}
    </>
  );
};

/** Ana presses "Leave" with `unsent` messages, all that was left from before being read or not; what has `ended`, and what may come next. */
const leaving = (isRead: boolean, unsent: number) => {
  const store = createStore();
  const ended: string[] = [];
  store.dispatch(signedIn('ana'));
  const has = (count: number) => {
    const one = { conversationId, text: 'hi', at: 1, state: 'waiting' as const };
    const outgoing = Array.from({ length: count }, (_, nth) => ({ ...one, key: `k${nth}` }));
    store.dispatch(clientSaid({ type: 'outbox', conversationId, outgoing }));
  };
  has(unsent);
  const read = () => store.dispatch(clientSaid({ type: 'unsent-read' }));
  if (isRead) read();
  render(
    <MantineProvider>
      <Provider store={store}>
        <EndSessionContext value={async () => void ended.push('end')}>
          <WayOut />
        </EndSessionContext>
      </Provider>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
  return { ended, has, read };
};

it('signs out at once where everything is sent', () => {
  expect(leaving(true, 0).ended).toEqual(['end']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('[UX-PWA-5] asks before unsent messages are lost, and says so where they go out meanwhile', async () => {
  const { ended, has } = leaving(true, 2);
  const dialog = await screen.findByRole('dialog', { name: 'Sign out?' });
  expect(dialog.textContent).toContain('2 messages and changes have not been sent yet.');
  act(() => has(0));
  expect(dialog.textContent).toContain('Nothing is left to send.');
  expect(ended).toEqual([]);
});

it('[UX-PWA-5] asks where nobody knows yet what is unsent', async () => {
  const { ended, read } = leaving(false, 0);
  const dialog = await screen.findByRole('dialog', { name: 'Sign out?' });
  expect(dialog.textContent).toContain('It is not known yet whether everything that you wrote is sent.');
  expect(ended).toEqual([]);
  act(() => void read());
  expect(dialog.textContent).toContain('Nothing is left to send.');
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Sign out and delete' })));
  expect(ended).toEqual(['end']);
});
