import { type InboxRow, inboxDigest, type Position, type Standing } from '@parley/protocol';
import type { Context } from '../use-case';

/** Where positions stand against the logs' heads, read strongly; a log that the person is not in is `gone`. */
export const standingsOf = async (
  { log }: Context,
  rows: readonly InboxRow[],
  positions: readonly Position[],
): Promise<Standing[]> => {
  const mine = new Set(rows.flatMap(({ conversationId, left }) => (left === undefined ? [conversationId] : [])));
  return Promise.all(
    positions.map(async ({ conversationId, seq }): Promise<Standing> => {
      if (!mine.has(conversationId)) return { conversationId, state: 'gone', head: 0 };
      const head = (await log.last(conversationId, 1))[0]?.seq ?? 0;
      const state = head === seq ? 'ok' : head > seq ? 'behind' : 'reset';
      return { conversationId, state, head };
    }),
  );
};

/** Whether the client holds other rows than these, of what the person is in; one that sends no digest holds none. */
export const inboxDiffers = (rows: readonly InboxRow[], digest: string | undefined): boolean =>
  inboxDigest(rows.filter(({ left }) => left === undefined)) !== (digest ?? inboxDigest([]));
