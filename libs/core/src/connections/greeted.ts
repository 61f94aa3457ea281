import type { Clock } from '../clock';
import type { ConnectionRegistry } from './connection-registry';

/** Connections that a process remembers. */
const remembered = 10_000;

/** Whether a connection is served: it has said hello and lasts; it never said hello, as far as is known; or it has run out. */
export type Greeted = (personId: string, connectionId: string) => Promise<'served' | 'strange' | 'over'>;

/**
 * Any process may have taken the hello of a connection, or renewed it: its lease is the proof. Connection ids do not
 * come back, and a lease that is shortened is one that is being closed; so it is read once, and again when it runs out.
 */
export const createGreeted = ({ connections, clock }: { connections: ConnectionRegistry; clock: Clock }): Greeted => {
  const until = new Map<string, number>();
  return async (personId, connectionId) => {
    if ((until.get(connectionId) ?? 0) > clock.now()) return 'served';
    const leases = (await connections.leases([personId])).get(personId) ?? [];
    const lease = leases.find((one) => one.connectionId === connectionId);
    if (!lease) return until.has(connectionId) ? 'over' : 'strange';
    if (lease.expires <= clock.now()) return 'over';
    if (until.size >= remembered) until.clear();
    until.set(connectionId, lease.expires);
    return 'served';
  };
};
