import { noFaults } from '../faults/faults';
import { disconnectEvent, type Peer } from './events';
import { runFunction } from './invocation';
import { type Api } from './options';
import { functionOf } from './routing';

/** The `$disconnect` events of an API: best effort, so that each may be lost, late, or come after a reconnect (F25). */
export type Disconnects = {
  /** A connection has ended. */
  ended(peer: Peer, code: number, reason: string): void;
  /** A connection has said something and it was handled: what waited for its principal to reconnect comes now. */
  spoke(peer: Peer): void;
  /** Waits for the functions that run; what is still to come is lost. */
  close(): Promise<void>;
};

const principalOf = ({ authorizer }: Peer) => authorizer?.['principalId'];

export const createDisconnects = (api: Api): Disconnects => {
  const { clock, faults } = api;
  const running = new Set<Promise<unknown>>();
  const late = new Set<() => void>();
  const afterReconnect: { peer: Peer; run: () => void }[] = [];

  const ended = (peer: Peer, code: number, reason: string) => {
    const route = api.routes.$disconnect;
    if (!route) return;
    const run = () => {
      // It has faults of its own, and nobody is left to be told of an error.
      const done = runFunction(
        { ...api, faults: noFaults },
        functionOf(route),
        disconnectEvent(api, peer, code, reason),
      );
      running.add(done);
      void done.then(() => running.delete(done));
    };
    if (faults.strikes('F25-lost')) return;
    if (faults.strikes('F25-after-reconnect')) return void afterReconnect.push({ peer, run });
    if (!faults.strikes('F25-late')) return run();
    const cancel = clock.after(faults.drawn('F25-late'), () => {
      late.delete(cancel);
      run();
    });
    late.add(cancel);
  };

  return {
    ended,
    spoke: (speaker) => {
      for (const waiting of [...afterReconnect]) {
        const hasReconnected =
          waiting.peer.connectionId !== speaker.connectionId && principalOf(waiting.peer) === principalOf(speaker);
        if (!hasReconnected) continue;
        afterReconnect.splice(afterReconnect.indexOf(waiting), 1);
        waiting.run();
      }
    },
    close: async () => {
      for (const cancel of late) cancel();
      await Promise.all(running);
    },
  };
};
