import { Refused, Unreachable } from '@parley/client';
import { refusal } from '@parley/protocol';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { signedIn } from '../session/session-slice';
import { useMemberChange } from './use-member-change';

afterEach(cleanup);

const conversationId = `c-${'0'.repeat(31)}1`;
const head = (seq: number) =>
  clientSaid({
    type: 'conversation',
    summary: {
      conversation: { id: conversationId, kind: 'channel', name: 'launch', createdBy: 'ana', createdAt: 1 },
      row: { conversationId, rev: 1, joined: 1, read: 1, readN: 0 },
      latest: { seq, n: 0, at: 1, author: 'ana', kind: 'members.added' },
    },
  });

/** A dialog's change; each try fails as it is told to, and its attempt is noted. */
const aChange = () => {
  const store = createStore();
  store.dispatch(signedIn('ana'));
  store.dispatch(head(7));
  const tried: { key: string; after: number }[] = [];
  let done = 0;
  const wrapper = ({ children }: { children: ReactNode }) => <Provider store={store}>{children}</Provider>;
  const { result } = renderHook(() => useMemberChange(conversationId, () => (done += 1)), { wrapper });
  const tries = (fails?: Error, what?: string) =>
    act(() =>
      result.current(async ({ key, after }) => {
        tried.push({ key, after });
        if (fails) throw fails;
      }, what),
    );
  return { store, tried, tries, done: () => done };
};

it('[LOG-4] asks again, after a lost answer, under the same key and from the same place, however far the log went', async () => {
  const { store, tried, tries, done } = aChange();
  expect(await tries(new Unreachable('lost'))).toMatch(/did not get through/);
  act(() => void store.dispatch(head(9)));
  expect(await tries(new Refused(refusal('busy')))).toMatch(/Try again/);
  expect(await tries()).toBeUndefined();
  expect(tried.map(({ after }) => after)).toEqual([7, 7, 7]);
  expect(new Set(tried.map(({ key }) => key)).size).toBe(1);
  expect(done()).toBe(1);
});

it('is another try once it was refused for good, and another change where it is about something else', async () => {
  const { store, tried, tries, done } = aChange();
  expect(await tries(new Refused(refusal('too_far_behind')))).toMatch(/Catch up/);
  act(() => void store.dispatch(head(9)));
  await tries(new Unreachable('lost'), 'bo');
  await tries(new Unreachable('lost'), 'bo,cy');
  expect(tried.map(({ after }) => after)).toEqual([7, 9, 9]);
  expect(new Set(tried.map(({ key }) => key)).size).toBe(3);
  expect(done()).toBe(0);
});
