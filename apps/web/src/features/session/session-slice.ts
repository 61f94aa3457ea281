import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Person, Refusal, Settings, WorkspaceRole } from '@parley/protocol';
import { heard } from '../connection/heard';
import { personChanged } from '../people/people-slice';

/**
 * Why a session is over: its owner asked, here or in another tab (`elsewhere`); it ran out or was revoked; another tab signed
 * somebody else in; `pool-behind`: its owner signed out everywhere, which counts in the workspace, and the sign-in service
 * could not be told.
 */
export type Ending = 'asked' | 'elsewhere' | 'expired' | 'replaced' | 'pool-behind';

type SessionState = {
  /** Who is signed in, known before the first answer; absent on the pages of the way in. */
  personId?: string;
  me?: Person;
  /** What I chose for myself, once it was read. */
  settings?: Settings;
  ending?: Ending;
  /** The workspace will not have this account or this page; signing in again would not help. Until it does. */
  turnedAway?: Refusal;
};

const initialState: SessionState = {};

export const session = createSlice({
  name: 'session',
  initialState,
  reducers: {
    signedIn: (_, { payload }: PayloadAction<string>): SessionState => ({ personId: payload }),
    /** The session is over. Everything that was loaded goes (app/store.ts). */
    signedOut: (_, { payload }: PayloadAction<Ending>): SessionState => ({ ending: payload }),
  },
  extraReducers: (builder) =>
    builder
      .addCase(personChanged, (state, { payload }) => {
        if (payload.id === state.personId) state.me = payload;
      })
      .addMatcher(heard('me'), (state, { payload }) => {
        state.me = payload.person;
      })
      .addMatcher(heard('settings'), (state, { payload }) => {
        state.settings = payload.settings;
      })
      .addMatcher(heard('status'), (state, { payload: { status } }) => {
        if (status.state === 'refused' && status.refusal.code !== 'not_signed_in') state.turnedAway = status.refusal;
        // While it is being found out again, what was known stands.
        if (status.state === 'online' || status.state === 'catching-up') delete state.turnedAway;
      }),
  selectors: {
    selectSession: (state) => state,
    selectMe: (state) => state.me,
    selectSettings: (state) => state.settings,
    selectMyId: (state) => state.personId,
    /** What I am in the workspace; undefined until it was told. */
    selectMyRole: (state): WorkspaceRole | undefined => state.me && (state.me.role ?? 'member'),
  },
});

export const { signedIn, signedOut } = session.actions;
export const { selectSession, selectMe, selectMyId, selectMyRole, selectSettings } = session.selectors;
