import { createSlice } from '@reduxjs/toolkit';
import type { Status } from '@parley/client';
import { heard } from './heard';

type ConnectionState = {
  status: Status;
  /** Whether all was level at least once since the page was opened. */
  wasOnline: boolean;
};

const initialState: ConnectionState = { status: { state: 'connecting' }, wasOnline: false };

export const connection = createSlice({
  name: 'connection',
  initialState,
  reducers: {},
  extraReducers: (builder) =>
    builder.addMatcher(heard('status'), (state, { payload }) => {
      state.status = payload.status;
      if (payload.status.state === 'online') state.wasOnline = true;
    }),
  selectors: {
    selectStatus: (state) => state.status,
    selectWasOnline: (state) => state.wasOnline,
  },
});

export const { selectStatus, selectWasOnline } = connection.selectors;
