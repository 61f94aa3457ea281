import { createSlice } from '@reduxjs/toolkit';
import type { Status } from '@parley/client';
import { heard } from './heard';

type ConnectionState = {
  status: Status;
  /** Whether all was level at least once since the page was opened. */
  wasOnline: boolean;
  /** What is unsent survives a reload here; false while the browser refuses to store, or is full. */
  durable: boolean;
  /** What was left unsent before this page was opened is known. */
  unsentRead: boolean;
};

const initialState: ConnectionState = {
  status: { state: 'connecting' },
  wasOnline: false,
  durable: true,
  unsentRead: false,
};

export const connection = createSlice({
  name: 'connection',
  initialState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addMatcher(heard('status'), (state, { payload }) => {
        state.status = payload.status;
        if (payload.status.state === 'online') state.wasOnline = true;
      })
      .addMatcher(heard('storage'), (state, { payload }) => {
        state.durable = payload.durable;
      })
      .addMatcher(heard('unsent-read'), (state) => {
        state.unsentRead = true;
      }),
  selectors: {
    selectStatus: (state) => state.status,
    selectIsDurable: (state) => state.durable,
    selectIsUnsentRead: (state) => state.unsentRead,
    selectWasOnline: (state) => state.wasOnline,
  },
});

export const { selectIsDurable, selectIsUnsentRead, selectStatus, selectWasOnline } = connection.selectors;
