import { encode, type Signal } from '@parley/protocol';
import type { Clock } from '../clock';
import type { ConnectionRegistry } from '../connections/connection-registry';
import { inParallel } from './in-parallel';
import type { FrameSender } from './frame-sender';

/** Who has a conversation open waits no longer than this for a signal's sender. */
const patienceMs = 1_000;

export type Signals = {
  /** The connections of these people that have the conversation open. */
  watching(conversationId: string, people: readonly string[]): Promise<{ personId: string; connectionId: string }[]>;
  /** Posts a signal once on each connection. What fails is not tried again and not spoken of (DEL-4). */
  post(signals: readonly { connectionId: string; signal: Signal }[]): Promise<void>;
};

/** Typing and receipts: what may be lost, and is dropped first. */
export const createSignals = ({
  connections,
  frames,
  clock,
}: {
  connections: ConnectionRegistry;
  frames: FrameSender;
  clock: Clock;
}): Signals => ({
  watching: async (conversationId, people) => {
    const leases = await connections.leases(people);
    const now = clock.now();
    return [...leases].flatMap(([personId, mine]) =>
      mine.flatMap(({ connectionId, expires, open }) =>
        expires > now && open === conversationId ? [{ personId, connectionId }] : [],
      ),
    );
  },
  post: async (signals) => {
    const posted = inParallel(
      signals.map(({ connectionId, signal }) => async () => {
        await frames.send(connectionId, encode({ type: 'signal', signal })).catch(() => 'failed');
      }),
    );
    await Promise.race([posted, clock.sleep(patienceMs)]);
  },
});
