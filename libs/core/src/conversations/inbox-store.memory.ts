import type { InboxRow } from '@parley/protocol';
import { type MemoryTables, under } from '../testing/memory-tables';
import type { InboxStore } from './inbox-store';

const shown = ({ hiddenAt: _at, hiddenN: _n, ...row }: InboxRow): InboxRow => row;

export const memoryInboxStore = (tables: MemoryTables): InboxStore => {
  const change = (personId: string, conversationId: string, to: (row: InboxRow) => InboxRow | undefined) => {
    const rows = under(tables.inbox, personId);
    const row = rows.get(conversationId);
    const changed = row && to(row);
    if (row && changed) rows.set(conversationId, { ...changed, rev: row.rev + 1 });
    return rows.get(conversationId);
  };
  const backs = (personId: string) => under(tables.markedUnread, personId);
  return {
    rows: async (personId, { after = '', limit } = { limit: Infinity }) =>
      [...under(tables.inbox, personId).values()]
        .filter(({ conversationId }) => conversationId > after)
        .sort((a, b) => (a.conversationId < b.conversationId ? -1 : 1))
        .slice(0, limit),
    rowsOf: async (conversationId, personIds) => {
      const rows = personIds.map((personId) => [personId, tables.inbox.get(personId)?.get(conversationId)] as const);
      return new Map(rows.flatMap(([personId, row]) => (row ? [[personId, row] as const] : [])));
    },
    markRead: async (personId, conversationId, { seq, readN, rev = Infinity }) =>
      change(personId, conversationId, (row) =>
        row.read < seq && (backs(personId).get(conversationId) ?? 0) <= rev ? { ...row, read: seq, readN } : undefined,
      ),
    markUnread: async (personId, conversationId, { seq, readN, rev }) =>
      change(personId, conversationId, (row) => {
        if (row.rev !== rev || row.read <= seq) return undefined;
        backs(personId).set(conversationId, rev + 1);
        return { ...row, read: seq, readN };
      }),
    hide: async (personId, conversationId, at) =>
      change(personId, conversationId, (row) => (at ? { ...row, hiddenAt: at.seq, hiddenN: at.n } : shown(row))),
  };
};
