import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { type ConversationSummary, countsAsMessage, isKnown } from '@parley/protocol';
import { heard } from '../connection/heard';

/** Where I have read to: the seq, and how many messages stand up to there. */
export type Mark = { seq: number; n: number };

type ConversationsState = {
  byId: Record<string, ConversationSummary>;
  /** The server said which ones there are; before that, an empty list means nothing. */
  listed: boolean;
  /** Read on this screen and not yet confirmed by the server; the marker only moves forward. */
  seen: Record<string, Mark>;
  /** Conversations that were taken from me while this page was open. */
  gone: Record<string, true>;
};

const initialState: ConversationsState = { byId: {}, listed: false, seen: {}, gone: {} };

// A list may have been read before a row or an entry that is held already: the newer of each wins.
const newest = (held: ConversationSummary | undefined, read: ConversationSummary): ConversationSummary => ({
  conversation: read.conversation,
  row: held && held.row.rev > read.row.rev ? held.row : read.row,
  latest: held && held.latest.seq > read.latest.seq ? held.latest : read.latest,
});

export const conversations = createSlice({
  name: 'conversations',
  initialState,
  reducers: {
    seen: ({ seen }, { payload }: PayloadAction<Mark & { conversationId: string }>) => {
      const { conversationId, seq, n } = payload;
      if (seq > (seen[conversationId]?.seq ?? 0)) seen[conversationId] = { seq, n };
    },
  },
  extraReducers: (builder) =>
    builder
      .addMatcher(heard('conversations'), (state, { payload: { summaries } }) => {
        state.byId = Object.fromEntries(
          summaries.map((read) => [read.conversation.id, newest(state.byId[read.conversation.id], read)]),
        );
        state.listed = true;
      })
      .addMatcher(heard('conversation'), (state, { payload: { summary } }) => {
        const { id } = summary.conversation;
        state.byId[id] = newest(state.byId[id], summary);
        delete state.gone[id];
      })
      .addMatcher(heard('rows'), (state, { payload: { rows } }) => {
        for (const row of rows) {
          const held = state.byId[row.conversationId];
          if (held && row.rev > held.row.rev) held.row = row;
        }
      })
      .addMatcher(heard('entries'), (state, { payload: { conversationId, place, entries } }) => {
        const held = state.byId[conversationId];
        const last = entries.at(-1);
        if (!held || !last || place === 'older' || last.seq <= held.latest.seq) return;
        const { seq, n, at, author, kind } = last;
        const isMessage = isKnown(last) && last.kind === 'message.posted';
        held.latest = { seq, n, at, author, kind, ...(isMessage && { preview: last.body.text.slice(0, 120) }) };
      })
      .addMatcher(heard('gone'), (state, { payload: { conversationId } }) => {
        delete state.byId[conversationId];
        delete state.seen[conversationId];
        state.gone[conversationId] = true;
      }),
  selectors: {
    selectConversations: (state) => state.byId,
    selectListed: (state) => state.listed,
    selectConversation: (state, id: string): ConversationSummary | undefined => state.byId[id],
    selectSeen: (state) => state.seen,
    selectIsGone: (state, id: string) => state.gone[id] === true,
    /** My read marker: what the server knows, or what this screen knows better. */
    selectMark: (state, id: string): Mark | undefined => state.byId[id] && markOf(state.byId[id], state.seen[id]),
  },
});

/** The later of the server's marker and this screen's. */
export const markOf = ({ row }: ConversationSummary, seen: Mark | undefined): Mark =>
  seen && seen.seq > row.read ? seen : { seq: row.read, n: row.readN };

/** Messages after my marker. A conversation that I wrote the newest message of is read: sending reads (UX-SEND-9). */
export const unreadOf = (summary: ConversationSummary, seen: Mark | undefined, myId: string | undefined): number =>
  countsAsMessage(summary.latest.kind) && summary.latest.author === myId
    ? 0
    : Math.max(0, summary.latest.n - markOf(summary, seen).n);

export const { seen } = conversations.actions;
export const { selectConversations, selectListed, selectConversation, selectSeen, selectIsGone, selectMark } =
  conversations.selectors;
