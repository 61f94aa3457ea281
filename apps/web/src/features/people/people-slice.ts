import { createAction, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Person } from '@parley/protocol';
import { heard } from '../connection/heard';

type PeopleState = {
  /** Everyone met so far, by id. */
  byId: Record<string, Person>;
  /** Who has a device connected, of those that were asked about; nobody is known to be while we are not connected. */
  online: Record<string, boolean>;
};

// Without a prototype: a message may mention somebody whose id is `constructor`, and nobody is called "Object".
const nobody = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;
const initialState: PeopleState = { byId: nobody(), online: nobody() };

/** A profile is known to have changed, here: nobody has to ask for it again. */
export const personChanged = createAction<Person>('people/changed');

export const people = createSlice({
  name: 'people',
  initialState,
  reducers: {
    presenceRead: ({ online }, { payload }: PayloadAction<{ asked: string[]; online: string[] }>) => {
      for (const id of payload.asked) online[id] = payload.online.includes(id);
    },
  },
  extraReducers: (builder) =>
    builder
      .addCase(personChanged, (state, { payload }) => {
        state.byId[payload.id] = payload;
      })
      .addMatcher(heard('people'), (state, { payload }) => {
        for (const person of payload.people) state.byId[person.id] = person;
      })
      // Nothing stale looks current.
      .addMatcher(heard('status'), (state, { payload }) => {
        if (payload.status.state === 'offline' && Object.keys(state.online).length > 0) state.online = nobody();
      })
      .addMatcher(heard('me'), (state, { payload }) => {
        state.byId[payload.person.id] = payload.person;
      }),
  selectors: {
    selectPeople: (state) => state.byId,
    /** Whether somebody is connected; undefined while that is not known. */
    selectIsOnline: (state, id: string): boolean | undefined => state.online[id],
    selectPerson: (state, id: string): Person | undefined => state.byId[id],
  },
});

export const { presenceRead } = people.actions;
export const { selectIsOnline, selectPeople, selectPerson } = people.selectors;
/** A person's name, or a stand-in of the same kind until the profile arrives. */
export const nameIn = (byId: Record<string, Person>, id: string): string => byId[id]?.name ?? 'Someone';
