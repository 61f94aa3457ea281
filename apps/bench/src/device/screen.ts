import {
  type ClientEvent,
  fold,
  type Message,
  nothingFolded,
  type Outgoing,
  type PendingChange,
  unreadMentions,
} from '@parley/client';
import type { ConversationSummary, Entry, InboxRow } from '@parley/protocol';
import type { Message as Seen } from '../fold';
import type { Shown } from '../history/record';

type Held = { entries: Entry[]; isStale: boolean };

/** A message as the product folds it, in the words in which the checker tells the truth. */
const seenOf = ({ author, text, edited, deleted, reactions }: Message): Seen => {
  const who = Object.entries(reactions).map(([emoji, people]) => [emoji, [...people].sort()] as const);
  return {
    ...{ author, text },
    ...(edited && !deleted && { edited: edited.seq }),
    ...(deleted && { deleted: true as const }),
    ...(who.length > 0 && { reactions: Object.fromEntries(who.sort(([a], [b]) => (a < b ? -1 : 1))) }),
  };
};

const goingOut = (changes: readonly PendingChange[]): number =>
  changes.some(({ state }) => state === 'failed') ? 0 : changes.length;

/** What a screen would show that does nothing but believe the client's events. */
export const createScreen = () => {
  const logs = new Map<string, Held>();
  const rows = new Map<string, InboxRow>();
  const latest = new Map<string, ConversationSummary['latest']>();
  const names = new Map<string, string | undefined>();
  const outbox = new Map<string, readonly Outgoing[]>();
  const changes = new Map<string, readonly PendingChange[]>();
  let status = 'stopped';

  const heldOf = (conversationId: string): Held => {
    const held = logs.get(conversationId) ?? { entries: [], isStale: false };
    logs.set(conversationId, held);
    return held;
  };
  const take = ({ conversation: { id, name }, row, latest: newest }: ConversationSummary) => {
    names.set(id, name);
    const [held, said] = [rows.get(id), latest.get(id)];
    if (!held || row.rev >= held.rev) rows.set(id, row);
    if (!said || newest.seq >= said.seq) latest.set(id, newest);
  };
  const forget = (conversationId: string) => {
    logs.delete(conversationId);
    rows.delete(conversationId);
    latest.delete(conversationId);
  };

  const entriesCame = ({ conversationId, place, entries }: Extract<ClientEvent, { type: 'entries' }>) => {
    const held = heldOf(conversationId);
    if (place === 'page') held.entries = [...entries];
    if (place === 'older') held.entries = [...entries, ...held.entries];
    if (place === 'newer') held.entries.push(...entries);
  };

  const messagesOf = (entries: readonly Entry[]): Record<string, Seen> =>
    Object.fromEntries([...fold(nothingFolded, entries).messages].map(([seq, message]) => [seq, seenOf(message)]));

  const lineOf = (conversationId: string, row: InboxRow): Shown[] => {
    const newest = latest.get(conversationId);
    if (!newest) return [];
    const { read, readN, rev, mentions: named = [], ...unnamed } = row;
    const held = logs.get(conversationId);
    const [first, last] = [held?.entries[0]?.seq, held?.entries.at(-1)?.seq];
    const name = names.get(conversationId);
    const torn = held?.entries.find(({ seq }, nth, { [nth + 1]: next }) => next && next.seq !== seq + 1);
    const isOpen = first !== undefined && last !== undefined;
    return [
      {
        conversationId,
        ...(name !== undefined && { name }),
        isOpen,
        first: isOpen ? first : newest.seq,
        last: isOpen ? last : newest.seq,
        ...(torn && { torn: torn.seq }),
        isStale: held?.isStale ?? false,
        unread: Math.max(0, newest.n - readN),
        mentions: unreadMentions({ row, latest: newest }).length,
        calls: unreadMentions({ row: { ...unnamed, read, readN, rev }, latest: newest }),
        named: [...named],
        ...{ read, rev },
        messages: isOpen ? messagesOf(held?.entries ?? []) : {},
      },
    ];
  };

  return {
    listener: (event: ClientEvent): void => {
      if (event.type === 'status') status = event.status.state;
      if (event.type === 'conversation') take(event.summary);
      if (event.type === 'conversations') {
        const mine = new Set(event.summaries.map(({ conversation }) => conversation.id));
        for (const id of [...rows.keys()]) if (!mine.has(id)) forget(id);
        event.summaries.forEach(take);
      }
      if (event.type === 'rows') for (const row of event.rows) rows.set(row.conversationId, row);
      if (event.type === 'entries') entriesCame(event);
      if (event.type === 'stale') heldOf(event.conversationId).isStale = event.stale;
      if (event.type === 'gone') forget(event.conversationId);
      if (event.type === 'closed') logs.delete(event.conversationId);
      if (event.type === 'outbox') outbox.set(event.conversationId, event.outgoing);
      if (event.type === 'changes') changes.set(event.conversationId, event.changes);
    },
    status: (): string => status,
    /** The conversations that it lists. */
    conversations: (): string[] =>
      [...rows].flatMap(([id, { left }]) => (left === undefined && latest.has(id) ? [id] : [])),
    row: (conversationId: string) => rows.get(conversationId),
    newest: (conversationId: string) => latest.get(conversationId),
    /** Whether it holds a log, and the entries that it holds of it, ascending and without a gap. */
    entries: (conversationId: string): readonly Entry[] => logs.get(conversationId)?.entries ?? [],
    outgoing: (): Outgoing[] => [...outbox.values()].flat(),
    /**
     * How much goes out by itself: what was refused waits for its person, and holds what is behind it in its conversation.
     */
    onTheirWay: (): number =>
      [...new Set([...outbox.keys(), ...changes.keys()])].reduce((sum, id) => {
        const [messages, asked] = [outbox.get(id) ?? [], changes.get(id) ?? []];
        const refused = messages.findIndex(({ state }) => state === 'failed');
        return sum + (refused < 0 ? messages.length + goingOut(asked) : refused);
      }, 0),
    /** Everything of mine that is on its way, messages and changes. */
    unsent: (): (Outgoing | PendingChange)[] => [...outbox.values(), ...changes.values()].flat(),
    shown: (): Shown[] => [...rows].flatMap(([id, row]) => (row.left === undefined ? lineOf(id, row) : [])),
  };
};
export type Screen = ReturnType<typeof createScreen>;
