import { expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { plainText } from '../messages/text-pieces';
import { toTyped } from '../messages/mention-text';
import { nameIn, personChanged, presenceRead, selectIsOnline, selectPeople, selectPerson } from './people-slice';

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
    store.dispatch(presenceRead({ asked: [id, 'bo'], online: [id] }));
    expect(Object.keys(people()).sort()).toEqual([id, 'bo'].sort());
    expect(nameIn(people(), id)).toBe('Mallory');
    expect(selectIsOnline(store.getState(), id)).toBe(true);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);
