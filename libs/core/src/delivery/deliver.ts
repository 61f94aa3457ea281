import { encode, type Entry, entryFrames, type InboxRow } from '@parley/protocol';
import type { Clock } from '../clock';
import type { ConnectionRegistry } from '../connections/connection-registry';
import type { InboxStore } from '../conversations/inbox-store';
import { type Members, peopleChangedBy, receives } from '../memberships/members';
import type { Report } from '../ports';
import type { FrameSender } from './frame-sender';

/** Posts under way at once. 128 is where more sockets stop helping. */
const atOnce = 128;
/** A sender waits this long for the hand-over of what they said, and no longer (LOG-9). */
const handOverMs = 1_000;

export type Delivery = {
  /**
   * Hands the entry to everybody who receives it, and to those who come or go by it their changed row before it.
   * Never rejects: what is not pushed is pulled.
   */
  entry(conversationId: string, entry: Entry, members: Members): Promise<void>;
  /** Tells people about rows of their own that changed. */
  rows(rows: ReadonlyMap<string, InboxRow>): Promise<void>;
};

/** Runs the jobs in order, `atOnce` at a time. */
const inParallel = async (jobs: readonly (() => Promise<void>)[]): Promise<void> => {
  const queue = jobs[Symbol.iterator]();
  const worker = async () => {
    for (const job of queue) await job();
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, worker));
};

/** Delivery by the process that wrote: recipients are found by their leases, each connection fails by itself. */
export const createDelivery = ({
  inbox,
  connections,
  frames,
  clock,
  random,
  report,
}: {
  inbox: InboxStore;
  connections: ConnectionRegistry;
  frames: FrameSender;
  clock: Clock;
  random: () => number;
  report: Report;
}): Delivery => {
  const post = async (personId: string, connectionId: string, text: string): Promise<void> => {
    let sent = await frames.send(connectionId, text);
    if (sent === 'slow') {
      await clock.sleep(100 + random() * 200);
      sent = await frames.send(connectionId, text);
    }
    // 410 is normal life: remove that connection, and no other (DEL-3).
    if (sent === 'gone') await connections.close(personId, connectionId);
    // The rest heals by itself: the client sees a gap, or its ping finds it behind.
    if (sent === 'slow' || sent === 'failed') report('frame not delivered', { connectionId, outcome: sent });
  };

  const push = async (texts: ReadonlyMap<string, readonly string[]>): Promise<void> => {
    const leases = await connections.leases([...texts.keys()]);
    const live = [...leases].flatMap(([personId, mine]) =>
      mine.filter(({ expires }) => expires > clock.now()).map(({ connectionId }) => ({ personId, connectionId })),
    );
    await inParallel(
      live.map(({ personId, connectionId }) => async () => {
        try {
          for (const text of texts.get(personId) ?? []) await post(personId, connectionId, text);
        } catch (error) {
          // Whatever befalls one connection, the others are still to be reached (DEL-3).
          report('frame not delivered', { connectionId, error });
        }
      }),
    );
  };

  // The entry is committed whatever happens here, so nothing here fails the request that wrote it (LOG-9).
  const handOver = async (work: () => Promise<void>): Promise<void> => {
    const done = work().catch((error: unknown) => report('hand-over failed', { error }));
    await Promise.race([done, clock.sleep(handOverMs)]);
  };

  const rowsChangedBy = async (conversationId: string, entry: Entry): Promise<ReadonlyMap<string, InboxRow>> => {
    const people = peopleChangedBy(entry);
    if (people.length === 0) return new Map();
    return inbox.rowsOf(conversationId, people).catch((error: unknown) => {
      report('changed rows not read', { conversationId, error });
      return new Map(); // their people find out by their digest (SYNC-7)
    });
  };

  const rowFrame = (row: InboxRow | undefined): string[] => (row ? [encode({ type: 'inbox', rows: [row] })] : []);

  return {
    entry: (conversationId, entry, members) =>
      handOver(async () => {
        const texts = entryFrames(conversationId, [entry]).map(encode);
        const rows = await rowsChangedBy(conversationId, entry);
        const to = [...members.values()].filter((member) => receives(member, entry.seq));
        await push(new Map(to.map(({ personId }) => [personId, [...rowFrame(rows.get(personId)), ...texts]])));
      }),
    rows: (rows) => handOver(() => push(new Map([...rows].map(([personId, row]) => [personId, rowFrame(row)])))),
  };
};
