import { expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import {
  blockChanged,
  blockedRead,
  peopleRead,
  selectBlocked,
  selectIsBlockedFresh,
  selectPerson,
} from './people-slice';

const bo = { id: 'bo', name: 'Bo', email: 'bo@example.com' };

it('whom I blocked is known once it was read, follows what I change here, and is read again after a break', () => {
  const store = createStore();
  const known = () => [selectBlocked(store.getState()), selectIsBlockedFresh(store.getState())];
  // Before the list is here, one name of it would look like all of it.
  store.dispatch(blockChanged({ id: 'bo', blocked: true }));
  expect(known()).toEqual([undefined, false]);
  store.dispatch(blockedRead(['cy']));
  store.dispatch(blockChanged({ id: 'bo', blocked: true }));
  expect(known()).toEqual([['cy', 'bo'], true]);
  store.dispatch(blockChanged({ id: 'cy', blocked: false }));
  store.dispatch(clientSaid({ type: 'status', status: { state: 'offline', since: 1, retryAt: 2 } }));
  expect(known()).toEqual([['bo'], false]);
});

it('who is as before stays the same object, so that nothing of theirs is drawn again', () => {
  const store = createStore();
  store.dispatch(peopleRead([bo]));
  const before = selectPerson(store.getState(), 'bo');
  store.dispatch(peopleRead([{ ...bo }]));
  expect(selectPerson(store.getState(), 'bo')).toBe(before);
  store.dispatch(peopleRead([{ ...bo, colour: 2 }]));
  expect(selectPerson(store.getState(), 'bo')).toEqual({ ...bo, colour: 2 });
});
