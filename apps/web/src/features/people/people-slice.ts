import { createAction, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Person } from '@parley/protocol';
import { heard } from '../connection/heard';

type PeopleState = {
  /** Everyone met so far, by id. */
  byId: Record<string, Person>;
  /** Who has a device connected, of those that were asked about; nobody is known to be while we are not connected. */
  online: Record<string, boolean>;
  /** Who was read to be otherwise than is shown, and since when, ms since 1970: shown once that has settled. */
  turning: Record<string, number>;
  /** Whom I blocked; absent until it was read. */
  blocked?: string[];
  /** It was read since we are connected. */
  blockedIsFresh: boolean;
};

// Without a prototype: a message may mention somebody whose id is `constructor`, and nobody is called "Object".
const nobody = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;
/** UX-CONN-7: who comes or goes is shown once they stay so, that a connection which is opened anew makes nobody flicker. */
export const settleMs = 10_000;
const initialState: PeopleState = { byId: nobody(), online: nobody(), turning: nobody(), blockedIsFresh: false };

const meet = (state: PeopleState, people: readonly Person[]): void => {
  // Who is as before stays the same object: nothing of theirs is drawn again.
  for (const person of people)
    if (JSON.stringify(state.byId[person.id]) !== JSON.stringify(person)) state.byId[person.id] = person;
};

/** A profile is known to have changed, here: nobody has to ask for it again. */
export const personChanged = createAction<Person>('people/changed');

export const people = createSlice({
  name: 'people',
  initialState,
  reducers: {
    /** `at`: when it was read, ms since 1970. What was not known is shown at once. */
    presenceRead: (state, { payload }: PayloadAction<{ asked: string[]; online: string[]; at: number }>) => {
      for (const id of payload.asked) {
        const isOnline = payload.online.includes(id);
        const since = state.turning[id] ?? payload.at;
        const isTurning = (state.online[id] ?? isOnline) !== isOnline && payload.at - since < settleMs;
        if (isTurning) state.turning[id] = since;
        else {
          delete state.turning[id];
          state.online[id] = isOnline;
        }
      }
    },
    /** Profiles came in an answer. */
    peopleRead: (state, { payload }: PayloadAction<Person[]>) => meet(state, payload),
    blockedRead: (state, { payload }: PayloadAction<string[]>) => {
      state.blocked = payload;
      state.blockedIsFresh = true;
    },
    /** I blocked somebody here, or hear them again. */
    blockChanged: (state, { payload: { id, blocked } }: PayloadAction<{ id: string; blocked: boolean }>) => {
      if (!state.blocked) return;
      state.blocked = [...state.blocked.filter((one) => one !== id), ...(blocked ? [id] : [])];
    },
  },
  extraReducers: (builder) =>
    builder
      .addCase(personChanged, (state, { payload }) => {
        state.byId[payload.id] = payload;
      })
      .addMatcher(heard('people'), (state, { payload }) => {
        meet(state, payload.people);
      })
      // Nothing stale looks current.
      .addMatcher(heard('status'), (state, { payload }) => {
        if (payload.status.state !== 'offline') return;
        if (Object.keys(state.online).length > 0) [state.online, state.turning] = [nobody(), nobody()];
        state.blockedIsFresh = false;
      })
      .addMatcher(heard('me'), (state, { payload }) => {
        state.byId[payload.person.id] = payload.person;
      }),
  selectors: {
    selectPeople: (state) => state.byId,
    /** Whether somebody is connected; undefined while that is not known. */
    selectIsOnline: (state, id: string): boolean | undefined => state.online[id],
    /** Whether one of these was read to be otherwise than is shown. */
    selectIsTurning: (state, ids: readonly string[]): boolean => ids.some((id) => state.turning[id] !== undefined),
    selectBlocked: (state): readonly string[] | undefined => state.blocked,
    selectIsBlockedFresh: (state) => state.blockedIsFresh,
    selectPerson: (state, id: string): Person | undefined => state.byId[id],
  },
});

export const { presenceRead, peopleRead, blockedRead, blockChanged } = people.actions;
export const { selectBlocked, selectIsBlockedFresh, selectIsOnline, selectIsTurning, selectPeople, selectPerson } =
  people.selectors;
/** A person's name, or a stand-in of the same kind until the profile arrives. */
export const nameIn = (byId: Record<string, Person>, id: string): string => byId[id]?.name ?? 'Someone';
