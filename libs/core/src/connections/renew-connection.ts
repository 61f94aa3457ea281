import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { closeConnection } from './close-connections';
import { lifetimeMs, renewAheadMs } from './lifetime';

/**
 * Shows a newer token, so that the connection outlives the one that it was opened with (AUTH-4). What it was opened for
 * stays: a token of somebody else, or of another sign-in, ends it.
 */
export const renewConnection: UseCase<'connections.renew'> = async (context, caller, { token }) => {
  const { connections, verify, clock } = context;
  const { personId, sessionId, connection } = caller;
  if (!connection) refuse('socket_only');
  const shown = await verify(token);
  if (shown?.personId !== personId || shown.sessionId !== sessionId) {
    await closeConnection(context, { personId, connectionId: connection.id, reason: 'signed_out' });
    refuse('not_signed_in');
  }
  const now = clock.now();
  const expires = Math.min(shown.tokenExpires, connection.connectedAt + lifetimeMs);
  const until = await connections.renew(personId, connection.id, expires, now);
  if (until === undefined) refuse('hello_again');
  return { renewBefore: Math.max(now, until - renewAheadMs) };
};
