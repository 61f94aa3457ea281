import { type InboxRow, inboxDigest, type Position, type Standing } from '@parley/protocol';

/** Where a log ends, for somebody who holds it up to `held`; 0 where there is no such log. */
type HeadOf = (conversationId: string, held: number) => Promise<number>;

/** Where positions stand against the logs' heads; a log that the person is not in is `gone`. */
export const standingsOf = async (
  headOf: HeadOf,
  rows: readonly InboxRow[],
  positions: readonly Position[],
): Promise<Standing[]> => {
  const mine = new Set(rows.flatMap(({ conversationId, left }) => (left === undefined ? [conversationId] : [])));
  return Promise.all(
    positions.map(async ({ conversationId, seq }): Promise<Standing> => {
      if (!mine.has(conversationId)) return { conversationId, state: 'gone', head: 0 };
      const head = await headOf(conversationId, seq);
      const state = head === seq ? 'ok' : head > seq ? 'behind' : 'reset';
      return { conversationId, state, head };
    }),
  );
};

/** Whether the client holds other rows than these, of what the person is in; one that sends no digest holds none. */
export const inboxDiffers = (rows: readonly InboxRow[], digest: string | undefined): boolean =>
  inboxDigest(rows.filter(({ left }) => left === undefined)) !== (digest ?? inboxDigest([]));
