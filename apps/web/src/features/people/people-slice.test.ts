import { expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { plainText } from '../messages/text-pieces';
import { toTyped } from '../messages/mention-text';
import {
  blockChanged,
  blockedRead,
  nameIn,
  peopleRead,
  personChanged,
  presenceRead,
  selectBlocked,
  selectIsBlockedFresh,
  selectIsOnline,
  selectPeople,
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

const person = (id: string) => ({ id, name: 'Mallory', email: 'mallory@example.com' });

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
  'prototype pollution: nobody is known by the id %s until they are met, and then like anybody',
  (id) => {
    const store = createStore();
    const people = () => selectPeople(store.getState());
    expect(nameIn(people(), id)).toBe('Someone');
    expect(selectPerson(store.getState(), id)).toBeUndefined();
    expect(selectIsOnline(store.getState(), id)).toBeUndefined();
    expect(plainText(`Hi <@${id}>`, people())).toBe('Hi @Someone');
    expect(toTyped(`Hi <@${id}>`, people()).typed).toBe(`Hi <@${id}>`);

    store.dispatch(clientSaid({ type: 'people', people: [person('bo'), person(id)] }));
    store.dispatch(personChanged(person(id)));
    store.dispatch(presenceRead({ asked: [id, 'bo'], online: [id], at: 1 }));
    expect(Object.keys(people()).sort()).toEqual([id, 'bo'].sort());
    expect(nameIn(people(), id)).toBe('Mallory');
    expect(selectIsOnline(store.getState(), id)).toBe(true);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);
