import { type Entry, isKnown } from '@parley/protocol';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { within } from './deadline';
import type { KeptState, LogCache } from './log-cache';

/** Of an opened log so many of its newest entries are kept: more than anybody scrolls through at a start. */
export const keptEntries = 500;
/** What changes within a second is written once. */
const gatherMs = 1_000;
/** A browser's storage may hang: an opened log waits no longer for what was kept of it. */
const readMs = 1_000;

/** What was deleted is not kept on this device either: its words go from the message and from its edits (UX-EDIT-2). */
const blanked = (entries: Entry[], deletion: Entry): Entry[] => {
  if (!isKnown(deletion) || deletion.kind !== 'message.deleted') return entries;
  const { target } = deletion.body;
  return entries.map((entry) => {
    if (!isKnown(entry)) return entry;
    if (entry.kind === 'message.posted' && entry.seq === target) return { ...entry, body: { ...entry.body, text: '' } };
    return entry.kind === 'message.edited' && entry.body.target === target
      ? { ...entry, body: { ...entry.body, text: '' } }
      : entry;
  });
};

export type Keeper = ReturnType<typeof createKeeper>;

/** Keeps the newest of what was told, so that a reload shows it at once. What cannot be kept is not missed: the server has it. */
export const createKeeper = (parts: {
  cache: LogCache;
  clock: Clock;
  /** What a start would need now; nothing while that is not known. */
  state(): KeptState | undefined;
  epoch(): string | undefined;
}) => {
  const { cache, clock, state, epoch } = parts;
  const logs = new Map<string, Entry[]>();
  const dirty = new Set<string>();
  let [isStateDirty, isWaiting] = [false, false];

  let turn = Promise.resolve();
  /** One after the other, so that what was dropped is not kept again by a write that began before. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work).catch(() => undefined));
  const write = (): Promise<void> => {
    // All of it as it is now: a log that is closed meanwhile is kept as it was when it was closed.
    const [now, kept] = [epoch(), isStateDirty ? state() : undefined];
    if (kept) void inTurn(() => cache.keepState(kept));
    if (now !== undefined)
      for (const id of dirty) {
        const entries = logs.get(id) ?? [];
        void inTurn(() => cache.keepLog(id, { epoch: now, entries }));
      }
    dirty.clear();
    isStateDirty = false;
    return turn;
  };
  const isDirty = () => isStateDirty || dirty.size > 0;
  const soon = () => {
    if (isWaiting || !isDirty()) return;
    isWaiting = true;
    const written = () => {
      isWaiting = false;
      soon();
    };
    clock.after(gatherMs, () => void write().then(written));
  };
  const drop = (conversationId: string) => {
    logs.delete(conversationId);
    dirty.delete(conversationId);
    void inTurn(() => cache.dropLog(conversationId));
  };

  const take = ({ conversationId, place, entries }: Extract<ClientEvent, { type: 'entries' }>) => {
    const held = place === 'page' ? [] : (logs.get(conversationId) ?? []);
    const joined = place === 'older' ? [...entries, ...held] : [...held, ...entries];
    logs.set(conversationId, entries.reduce(blanked, joined.slice(-keptEntries)));
    dirty.add(conversationId);
    soon();
  };

  return {
    /** Whatever the client tells its listener. */
    told: (event: ClientEvent): void => {
      if (event.type === 'entries') take(event);
      if (event.type === 'gone') drop(event.conversationId);
      // Open or not: what is stored of the old log would join what the new one says beyond it.
      if (event.type === 'replaced' && event.conversationId !== undefined) drop(event.conversationId);
      if (event.type === 'closed') {
        void write();
        logs.delete(event.conversationId);
      }
      if (['me', 'conversations', 'conversation', 'rows', 'gone'].includes(event.type)) {
        isStateDirty = true;
        soon();
      }
    },
    state: (): Promise<KeptState | undefined> => cache.state().catch(() => undefined),
    /** What was kept of a log, if it is of the same data as the rest. */
    stored: async (conversationId: string): Promise<readonly Entry[]> => {
      const kept = await within(clock, readMs, cache.log(conversationId));
      return kept && kept.epoch === epoch() ? kept.entries : [];
    },
    held: (conversationId: string): readonly Entry[] => logs.get(conversationId) ?? [],
    /** Nothing of it is true any more. */
    clear: (): Promise<void> => {
      logs.clear();
      dirty.clear();
      return inTurn(() => cache.clear());
    },
    /** Writes now what waits. */
    flush: write,
  };
};
