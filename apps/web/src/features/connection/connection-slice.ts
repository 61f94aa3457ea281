import { createSlice } from '@reduxjs/toolkit';
import type { Status } from '@parley/client';
import { heard } from './heard';

type ConnectionState = {
  status: Status;
  /** Whether all was level at least once since the page was opened. */
  wasOnline: boolean;
  /** What is unsent survives a reload here; false while the browser refuses to store, or is full. */
  durable: boolean;
};

const initialState: ConnectionState = { status: { state: 'connecting' }, wasOnline: false, durable: true };

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
      }),
  selectors: {
    selectStatus: (state) => state.status,
    selectIsDurable: (state) => state.durable,
    selectWasOnline: (state) => state.wasOnline,
  },
});

export const { selectIsDurable, selectStatus, selectWasOnline } = connection.selectors;
