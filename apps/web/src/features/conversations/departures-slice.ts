import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { heard } from '../connection/heard';

/** A conversation that was taken out of my list while I was here. */
export type Departure = {
  id: string;
  /** How I came out of it; absent while, or where, that is not told. */
  how?: 'removed' | 'banned';
  /** What it was called, where it is a channel. */
  name?: string;
};

/** The latest are worth a word; whoever was away for so much has the list. */
const most = 3;

type State = {
  /** What channels are called: one that is gone is not among the conversations any more. */
  names: Record<string, string>;
  shown: Departure[];
  /** Those that I asked to leave, here. */
  leaving: Record<string, true>;
};
const initialState: State = { names: {}, shown: [], leaving: {} };

const drop = (state: State, id: string): void => {
  state.shown = state.shown.filter((one) => one.id !== id);
};

export const departures = createSlice({
  name: 'departures',
  initialState,
  reducers: {
    /** I leave it by myself: that is no news. */
    leaving: (state, { payload: id }: PayloadAction<string>) => {
      state.leaving[id] = true;
      drop(state, id);
    },
    /** It was read. */
    dismissed: (state, { payload: id }: PayloadAction<string>) => drop(state, id),
  },
  extraReducers: (builder) =>
    builder
      .addMatcher(heard('conversations'), ({ names }, { payload: { summaries } }) => {
        for (const { conversation } of summaries) if (conversation.name) names[conversation.id] = conversation.name;
      })
      .addMatcher(heard('conversation'), (state, { payload: { summary } }) => {
        const { id, name } = summary.conversation;
        if (name) state.names[id] = name;
        delete state.leaving[id];
        drop(state, id);
      })
      .addMatcher(heard('gone'), (state, { payload: { conversationId: id } }) => {
        const name = state.names[id];
        // Nobody is put out of a direct conversation: it is hidden, by its owner.
        if (state.leaving[id] || name === undefined || state.shown.some((one) => one.id === id)) return;
        state.shown = [...state.shown, { id, name }].slice(-most);
      })
      .addMatcher(heard('out'), (state, { payload: { conversationId: id, how } }) => {
        if (how === 'left') return drop(state, id);
        for (const one of state.shown) if (one.id === id) one.how = how;
      }),
  selectors: { selectDepartures: (state) => state.shown },
});

export const { leaving, dismissed } = departures.actions;
export const { selectDepartures } = departures.selectors;
