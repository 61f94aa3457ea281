import { createSlice, type Draft, original, type PayloadAction } from '@reduxjs/toolkit';
import { fold, type Folded, type Message, nothingFolded, type Outgoing, type PendingChange } from '@parley/client';
import type { Entry, Receipt } from '@parley/protocol';
import { heard } from '../connection/heard';

/** What is held of one conversation's log. */
export type Log = {
  /** Ascending, without a gap. */
  entries: Entry[];
  /** The messages among them, with what happened to each since. */
  folded: Folded;
  /** The first entry of the log is among them. */
  complete: boolean;
  /** It could not be completed: what is shown may be missing something (SYNC-2). */
  stale: boolean;
  /** Mine, on their way: what I said, and what I changed. */
  outgoing: Outgoing[];
  changes: PendingChange[];
  /** Who is writing here now, without me. */
  typing: string[];
  /** How far it has come to the others; undefined until it was told. */
  receipts?: Receipt[];
  /** Why a change of mine was taken back, until it was read. */
  refused?: string;
};

type MessagesState = {
  logs: Record<string, Log>;
  /** Messages that are quoted and not held, by conversation and seq. */
  sources: Record<string, Record<number, Message>>;
};

const initialState: MessagesState = { logs: {}, sources: {} };
export const emptyLog: Log = {
  ...{ entries: [], folded: nothingFolded, complete: false, stale: false },
  ...{ outgoing: [], changes: [], typing: [] },
};

// Past the slice's drafts, which know nothing of maps: what is held is replaced, never changed.
const heldIn = (state: Draft<MessagesState>): MessagesState => (original(state) ?? state) as MessagesState;

const withLog = (state: Draft<MessagesState>, conversationId: string, change: (log: Log) => Partial<Log>) => {
  const { logs, sources } = heldIn(state);
  const log = logs[conversationId] ?? emptyLog;
  return { sources, logs: { ...logs, [conversationId]: { ...log, ...change(log) } } };
};

// The client promises no gap, but a page may have been on its way while newer entries arrived: overlaps are cut.
const join = (held: Entry[], place: 'newer' | 'older' | 'page', more: Entry[]): Entry[] => {
  if (place === 'page') return more;
  const first = held[0]?.seq ?? Infinity;
  const last = held.at(-1)?.seq ?? 0;
  return place === 'newer'
    ? [...held, ...more.filter(({ seq }) => seq > last)]
    : [...more.filter(({ seq }) => seq < first), ...held];
};

// A quoted message that was changed since is read anew.
const withoutChanged = (sources: Record<number, Message>, entries: readonly Entry[]): Record<number, Message> => {
  const changed = new Set(
    entries.flatMap(({ body }) => (typeof body === 'object' && body && 'target' in body ? [Number(body.target)] : [])),
  );
  const kept = Object.entries(sources).filter(([seq]) => !changed.has(Number(seq)));
  return Object.fromEntries(kept);
};

// What is on its way is not let go of with the rest: nothing unsent goes unseen.
const withoutLog = (state: Draft<MessagesState>, conversationId: string): MessagesState => {
  const { [conversationId]: log = emptyLog, ...logs } = heldIn(state).logs;
  const { [conversationId]: _quoted, ...sources } = heldIn(state).sources;
  const { outgoing, changes } = log;
  const isEmpty = outgoing.length + changes.length === 0;
  return { sources, logs: isEmpty ? logs : { ...logs, [conversationId]: { ...emptyLog, outgoing, changes } } };
};

export const messages = createSlice({
  name: 'messages',
  initialState,
  reducers: {
    /** What stopped a change was read, or does not matter any more. */
    refusalRead: (state, { payload: conversationId }: PayloadAction<string>) => {
      const { sources, logs } = heldIn(state);
      const { refused: _read, ...log } = logs[conversationId] ?? emptyLog;
      return { sources, logs: { ...logs, [conversationId]: log } };
    },
    sourceRead: (state, { payload }: PayloadAction<{ conversationId: string; message: Message }>) => {
      const { conversationId, message } = payload;
      const { sources, logs } = heldIn(state);
      return {
        logs,
        sources: { ...sources, [conversationId]: { ...sources[conversationId], [message.seq]: message } },
      };
    },
  },
  extraReducers: (builder) =>
    builder
      .addMatcher(heard('entries'), (state, { payload: { conversationId, place, entries, complete } }) => {
        const { logs, sources } = withLog(state, conversationId, (log) => ({
          entries: join(log.entries, place, entries),
          folded: fold(place === 'page' ? nothingFolded : log.folded, entries),
          complete,
        }));
        const quoted = sources[conversationId];
        return {
          logs,
          sources: quoted ? { ...sources, [conversationId]: withoutChanged(quoted, entries) } : sources,
        };
      })
      .addMatcher(heard('stale'), (state, { payload: { conversationId, stale } }) =>
        withLog(state, conversationId, () => ({ stale })),
      )
      .addMatcher(heard('outbox'), (state, { payload: { conversationId, outgoing } }) =>
        withLog(state, conversationId, () => ({ outgoing })),
      )
      .addMatcher(heard('changes'), (state, { payload: { conversationId, changes } }) =>
        withLog(state, conversationId, () => ({ changes })),
      )
      .addMatcher(heard('refused'), (state, { payload: { conversationId, refusal } }) =>
        withLog(state, conversationId, () => ({ refused: refusal.message })),
      )
      .addMatcher(heard('typing'), (state, { payload: { conversationId, people } }) =>
        withLog(state, conversationId, () => ({ typing: people })),
      )
      .addMatcher(heard('receipts'), (state, { payload: { conversationId, receipts } }) =>
        withLog(state, conversationId, () => ({ receipts })),
      )
      .addMatcher(heard('closed'), (state, { payload }) => withoutLog(state, payload.conversationId))
      .addMatcher(heard('gone'), (state, { payload }) => withoutLog(state, payload.conversationId)),
  selectors: {
    selectLog: (state, conversationId: string): Log | undefined => state.logs[conversationId],
    selectLogs: (state) => state.logs,
    /** A message by its place: as it is held, or as it was read because another one quotes it. */
    selectMessage: (state, conversationId: string, seq: number): Message | undefined =>
      state.logs[conversationId]?.folded.messages.get(seq) ?? state.sources[conversationId]?.[seq],
  },
});

/** Something of mine on its way: a message, or a change of what is there. */
export type Unsent = Outgoing | PendingChange;

// Giving up a message is no news to whoever gave it up.
const isNews = (one: Unsent): boolean => !('change' in one) || one.change.type !== 'messages.discard';

/** What of mine has not reached the server, in the order in which it was written (UX-SEND-8). */
export const unsentOf = (logs: Record<string, Log>): Unsent[] =>
  Object.values(logs)
    .flatMap(({ outgoing, changes }): Unsent[] => [...outgoing, ...changes])
    .filter(isNews)
    .sort((one, other) => one.at - other.at);

/** How much of mine has not reached the server. */
export const unsentIn = (logs: Record<string, Log>): number => unsentOf(logs).length;

export const { refusalRead, sourceRead } = messages.actions;
export const { selectLog, selectLogs, selectMessage } = messages.selectors;
