import { encode, type Frame } from '@parley/protocol';
import type { AccessStore } from '../access/access-store';
import type { Clock } from '../clock';
import type { FrameSender } from '../delivery/frame-sender';
import { inParallel } from '../delivery/in-parallel';
import type { SessionStore } from '../sessions/session-store';
import type { ConnectionRegistry, Lease } from './connection-registry';

type Reason = Extract<Frame, { type: 'bye' }>['reason'];
type ClosingPorts = { connections: ConnectionRegistry; frames: FrameSender; clock: Clock };

/**
 * Ends one connection: nothing is sent there from now on, then it is told why, then it is closed. Rejects where it could
 * not be closed; its lease is still there to be found then, and has run out.
 */
export const closeConnection = async (
  { connections, frames, clock }: ClosingPorts,
  { personId, connectionId, reason }: { personId: string; connectionId: string; reason: Reason },
): Promise<void> => {
  await connections.end(personId, connectionId, clock.now());
  await frames.send(connectionId, encode({ type: 'bye', reason })); // a courtesy: the close itself carries no reason (F27)
  if ((await frames.close(connectionId)) === 'failed') throw new Error(`The connection ${connectionId} is still open.`);
  await connections.close(personId, connectionId);
};

/**
 * Closes those connections of a person that may not go on: all, where they are not active; those of sign-ins that do not
 * count any more. It goes by how things stand now, so it may come late, twice, or for nothing. All are tried; rejects
 * where one is left (DEL-6).
 */
export const createCloseConnections = (
  ports: ClosingPorts & { access: AccessStore; sessions: SessionStore },
): ((personId: string) => Promise<void>) => {
  const { connections, access, sessions } = ports;
  return async (personId) => {
    // Leases last: a hello writes its lease before it reads what is read here, so one of the two sees the other.
    const mine = (await access.of([personId])).get(personId);
    const leases = (await connections.leases([personId])).get(personId) ?? [];
    const held = await sessions.get(personId, [...new Set(leases.map(({ sessionId }) => sessionId))]);
    const reasonOf = ({ authTime, sessionId }: Lease): Reason | undefined => {
      if (mine?.status !== 'active') return 'suspended';
      const isOver = authTime < mine.validFrom || held.get(sessionId)?.revokedAt !== undefined;
      return isOver ? 'signed_out' : undefined;
    };
    const failures: unknown[] = [];
    await inParallel(
      leases.map((lease) => async () => {
        const reason = reasonOf(lease);
        if (reason === undefined) return;
        const { connectionId } = lease;
        await closeConnection(ports, { personId, connectionId, reason }).catch((error) => failures.push(error));
      }),
    );
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} connections are still open.`);
  };
};
