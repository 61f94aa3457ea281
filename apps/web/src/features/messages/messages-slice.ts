import { createSlice } from '@reduxjs/toolkit';
import type { Outgoing } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { heard } from '../connection/heard';

/** What is held of one conversation's log. */
export type Log = {
  /** Ascending, without a gap. */
  entries: Entry[];
  /** The first entry of the log is among them. */
  complete: boolean;
  /** It could not be completed: what is shown may be missing something (SYNC-2). */
  stale: boolean;
  /** Mine, on their way. */
  outgoing: Outgoing[];
};

type MessagesState = { logs: Record<string, Log> };

const initialState: MessagesState = { logs: {} };
const emptyLog = (): Log => ({ entries: [], complete: false, stale: false, outgoing: [] });
const logIn = (state: MessagesState, conversationId: string): Log => (state.logs[conversationId] ??= emptyLog());

// The client promises no gap, but a page may have been on its way while newer entries arrived: overlaps are cut.
const join = (held: Entry[], place: 'newer' | 'older' | 'page', more: Entry[]): Entry[] => {
  if (place === 'page') return more;
  const first = held[0]?.seq ?? Infinity;
  const last = held.at(-1)?.seq ?? 0;
  return place === 'newer'
    ? [...held, ...more.filter(({ seq }) => seq > last)]
    : [...more.filter(({ seq }) => seq < first), ...held];
};

export const messages = createSlice({
  name: 'messages',
  initialState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addMatcher(heard('entries'), (state, { payload }) => {
        const log = logIn(state, payload.conversationId);
        log.entries = join(log.entries, payload.place, payload.entries);
        log.complete = payload.complete;
      })
      .addMatcher(heard('stale'), (state, { payload }) => {
        logIn(state, payload.conversationId).stale = payload.stale;
      })
      .addMatcher(heard('outbox'), (state, { payload: { conversationId, outgoing } }) => {
        logIn(state, conversationId).outgoing = outgoing;
      })
      .addMatcher(heard('gone'), (state, { payload }) => {
        delete state.logs[payload.conversationId];
      }),
  selectors: {
    selectLog: (state, conversationId: string): Log | undefined => state.logs[conversationId],
    selectLogs: (state) => state.logs,
  },
});

/** How many messages of mine have not reached the server. */
export const unsentIn = (logs: Record<string, Log>): number =>
  Object.values(logs).reduce((sum, { outgoing }) => sum + outgoing.length, 0);

export const { selectLog, selectLogs } = messages.selectors;
