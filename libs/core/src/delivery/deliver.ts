import { encode, type Entry, entryFrames, type InboxRow } from '@parley/protocol';
import type { Clock } from '../clock';
import type { ConnectionRegistry } from '../connections/connection-registry';
import { type Members, receives } from '../memberships/members';
import type { Report } from '../ports';
import type { FrameSender } from './frame-sender';

/** Posts under way at once. 128 is where more sockets stop helping. */
const atOnce = 128;
/** A sender waits this long for the hand-over of what they said, and no longer (LOG-9). */
const handOverMs = 1_000;

export type Delivery = {
  /** Hands the entry to everybody who receives it. Never rejects: what is not pushed is pulled. */
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
  connections,
  frames,
  clock,
  random,
  report,
}: {
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

  // The entry is committed whatever happens here, so nothing here fails the request that wrote it.
  const handOver = async (texts: ReadonlyMap<string, readonly string[]>): Promise<void> => {
    const pushed = push(texts).catch((error: unknown) => report('hand-over failed', { error }));
    await Promise.race([pushed, clock.sleep(handOverMs)]);
  };

  return {
    entry: (conversationId, entry, members) => {
      const texts = entryFrames(conversationId, [entry]).map(encode);
      const to = [...members.values()].filter((member) => receives(member, entry.seq));
      return handOver(new Map(to.map(({ personId }) => [personId, texts])));
    },
    rows: (rows) =>
      handOver(new Map([...rows].map(([personId, row]) => [personId, [encode({ type: 'inbox', rows: [row] })]]))),
  };
};
