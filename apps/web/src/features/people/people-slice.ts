import { createSlice } from '@reduxjs/toolkit';
import type { Person } from '@parley/protocol';
import { heard } from '../connection/heard';

type PeopleState = {
  /** Everyone met so far, by id. */
  byId: Record<string, Person>;
};

const initialState: PeopleState = { byId: {} };

export const people = createSlice({
  name: 'people',
  initialState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addMatcher(heard('people'), (state, { payload }) => {
        for (const person of payload.people) state.byId[person.id] = person;
      })
      .addMatcher(heard('me'), (state, { payload }) => {
        state.byId[payload.person.id] = payload.person;
      }),
  selectors: {
    selectPeople: (state) => state.byId,
    selectPerson: (state, id: string): Person | undefined => state.byId[id],
  },
});

export const { selectPeople, selectPerson } = people.selectors;
/** A person's name, or a stand-in of the same kind until the profile arrives. */
export const nameIn = (byId: Record<string, Person>, id: string): string => byId[id]?.name ?? 'Someone';
