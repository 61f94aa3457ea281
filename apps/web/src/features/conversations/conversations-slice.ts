import { latestAfter, unreadMentions } from '@parley/client';
import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { type ConversationSummary, countsAsMessage, type InboxRow, isKnown } from '@parley/protocol';
import { heard } from '../connection/heard';
import { signedIn } from '../session/session-slice';

/** Where I have read to: the seq, and how many messages stand up to there. */
export type Mark = { seq: number; n: number };
/** A marker that the server does not have yet. `assumed`: I spoke, and whoever speaks has read; the next row knows better. */
type Seen = Mark & { assumed?: true };

type ConversationsState = {
  byId: Record<string, ConversationSummary>;
  /** The server said which ones there are; before that, an empty list means nothing. */
  listed: boolean;
  /** Read on this screen, or by speaking on any, and not yet confirmed by the server. */
  seen: Record<string, Seen>;
  /** Conversations that were taken from me while this page was open. */
  gone: Record<string, true>;
  /** Those of them that I was banned from. */
  banned: Record<string, true>;
  /** Marked unread, here or on another device of mine: looking at them reads nothing until they are left (UX-READ-5). */
  held: Record<string, true>;
  /** Known from before a backup took the place of the data: what is told next counts, however old it looks. */
  replaced: Record<string, true>;
  /** All that was missed is here: what comes now happens now. */
  live: boolean;
  me?: string;
};

const initialState: ConversationsState = {
  byId: {},
  listed: false,
  seen: {},
  gone: {},
  banned: {},
  held: {},
  replaced: {},
  live: false,
};

const see = ({ seen }: ConversationsState, conversationId: string, mark: Seen): void => {
  if (mark.seq > (seen[conversationId]?.seq ?? 0)) seen[conversationId] = mark;
};

/** Takes a row that is newer than the one held (SYNC-7). */
const takeRow = (state: ConversationsState, row: InboxRow): void => {
  const held = state.byId[row.conversationId];
  if (!held || row.rev < held.row.rev) return;
  const { conversationId, read, readN } = row;
  // Of the same revision: the client's own guess, before the server has heard that I spoke (UX-SEND-9).
  if (row.rev === held.row.rev && read >= held.row.read) {
    if (read > held.row.read) see(state, conversationId, { seq: read, n: readN, assumed: true });
    return;
  }
  // Where it takes a guess back, what this screen saw does not count either.
  if (state.seen[conversationId]?.assumed) delete state.seen[conversationId];
  // The server had the marker further: it was moved back on purpose, so what this screen saw does not count (UX-READ-5).
  if (read < held.row.read) {
    delete state.seen[conversationId];
    state.held[conversationId] = true;
  }
  held.row = row;
};

// A list may have been read before a row or an entry that is held already: the newer of each wins.
const takeSummary = (state: ConversationsState, read: ConversationSummary): ConversationSummary => {
  const { id } = read.conversation;
  const held = state.byId[id];
  const isReplaced = state.replaced[id];
  delete state.replaced[id];
  if (!held || isReplaced) return read;
  takeRow(state, read.row);
  return {
    conversation: read.conversation,
    row: held.row,
    latest: held.latest.seq > read.latest.seq ? held.latest : read.latest,
  };
};

export const conversations = createSlice({
  name: 'conversations',
  initialState,
  reducers: {
    /** Nothing is read here by looking at it from now on; what was seen without the server's knowing does not count. */
    held: (state, { payload: conversationId }: PayloadAction<string>) => {
      delete state.seen[conversationId];
      state.held[conversationId] = true;
    },
    /** Left, or read on purpose: looking reads again. */
    released: ({ held }, { payload: conversationId }: PayloadAction<string>) => {
      delete held[conversationId];
    },
    seen: (state, { payload }: PayloadAction<Mark & { conversationId: string }>) => {
      const { conversationId, seq, n } = payload;
      see(state, conversationId, { seq, n });
    },
  },
  extraReducers: (builder) =>
    builder
      .addCase(signedIn, (state, { payload }) => {
        state.me = payload;
      })
      .addMatcher(heard('conversations'), (state, { payload: { summaries } }) => {
        state.byId = Object.fromEntries(summaries.map((read) => [read.conversation.id, takeSummary(state, read)]));
        state.listed = true;
      })
      .addMatcher(heard('conversation'), (state, { payload: { summary } }) => {
        const { id } = summary.conversation;
        state.byId[id] = takeSummary(state, summary);
        delete state.gone[id];
        delete state.banned[id];
      })
      .addMatcher(heard('status'), (state, { payload: { status } }) => {
        state.live = status.state === 'online';
      })
      .addMatcher(heard('rows'), (state, { payload: { rows } }) => {
        for (const row of rows) takeRow(state, row);
      })
      .addMatcher(heard('entries'), (state, { payload: { conversationId, place, entries } }) => {
        const held = state.byId[conversationId];
        const last = entries.at(-1);
        const renamed = entries.findLast((entry) => isKnown(entry) && entry.kind === 'conversation.renamed');
        // Where older pages pass, the name of now is known from elsewhere.
        if (
          held &&
          renamed &&
          renamed.seq > held.latest.seq &&
          isKnown(renamed) &&
          renamed.kind === 'conversation.renamed'
        )
          held.conversation.name = renamed.body.name;
        if (!held || !last || place === 'older' || last.seq <= held.latest.seq) return;
        const mine = state.live
          ? entries.findLast((one) => one.author === state.me && countsAsMessage(one.kind))
          : undefined;
        if (mine) see(state, conversationId, { seq: mine.seq, n: mine.n, assumed: true });
        held.latest = latestAfter(held.latest, entries);
      })
      .addMatcher(heard('gone'), (state, { payload: { conversationId } }) => {
        delete state.byId[conversationId];
        delete state.seen[conversationId];
        delete state.held[conversationId];
        state.gone[conversationId] = true;
      })
      .addMatcher(heard('replaced'), (state, { payload: { conversationId } }) => {
        for (const id of conversationId === undefined ? Object.keys(state.byId) : [conversationId]) {
          state.replaced[id] = true;
          delete state.seen[id];
          delete state.held[id];
        }
      })
      .addMatcher(heard('out'), (state, { payload: { conversationId, how } }) => {
        if (how === 'banned') state.banned[conversationId] = true;
      }),
  selectors: {
    selectConversations: (state) => state.byId,
    selectListed: (state) => state.listed,
    selectConversation: (state, id: string): ConversationSummary | undefined => state.byId[id],
    selectSeen: (state) => state.seen,
    selectIsHeld: (state, id: string) => state.held[id] === true,
    selectIsGone: (state, id: string) => state.gone[id] === true,
    selectIsBanned: (state, id: string) => state.banned[id] === true,
    /** My read marker: what the server knows, or what this screen knows better. */
    selectMark: (state, id: string): Mark | undefined => state.byId[id] && markOf(state.byId[id], state.seen[id]),
  },
});

/** The later of the server's marker and this screen's. */
export const markOf = ({ row }: ConversationSummary, seen: Mark | undefined): Mark =>
  seen && seen.seq > row.read ? seen : { seq: row.read, n: row.readN };

/** Messages after my marker (UX-READ-3). */
export const unreadOf = (summary: ConversationSummary, seen: Mark | undefined): number =>
  Math.max(0, summary.latest.n - markOf(summary, seen).n);

/** Messages after my marker that mention me, by name or with everyone (UX-READ-3: counted from positions, not kept). */
export const mentionsOf = (summary: ConversationSummary, seen: Mark | undefined): number =>
  unreadMentions(summary, markOf(summary, seen).seq).length;

export const { held, released, seen } = conversations.actions;
export const {
  selectConversations,
  selectListed,
  selectConversation,
  selectSeen,
  selectIsBanned,
  selectIsGone,
  selectIsHeld,
  selectMark,
} = conversations.selectors;
