import { limits } from '@parley/protocol';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { inboxDiffers, standingsOf } from './standings';

/** API Gateway closes a connection after two hours, active or not. */
const lifetimeMs = 2 * 60 * 60_000;
/** Clients open the next one 15 minutes before. */
const rotateMs = lifetimeMs - 15 * 60_000;
/** A connection ends with its token; the next one is due a minute before. */
const renewAheadMs = 60_000;
/** API Gateway closes an idle connection after ten minutes: two pings may be lost. */
const pingMs = 4 * 60_000;

/**
 * Hello subscribes before it looks: the lease is written first, then the person and the heads are read strongly
 * (SYNC-1). What is committed in between is pushed, seen by the read, or both.
 */
export const openConnection: UseCase<'connections.hello'> = async (context, caller, { positions, inboxDigest }) => {
  const { connections, inbox, people, heads, clock, epoch } = context;
  const { personId, tokenExpires, connection } = caller;
  if (!connection) refuse('socket_only');
  const now = clock.now();
  const expires = Math.min(tokenExpires, connection.connectedAt + lifetimeMs);
  await connections.open(personId, { connectionId: connection.id, expires }, now);
  const [[person], rows] = await Promise.all([people.get([personId]), inbox.rows(personId)]);
  if (!person) {
    await connections.close(personId, connection.id);
    refuse('no_profile');
  }
  return {
    person,
    serverTime: now,
    epoch,
    renewBefore: Math.max(now, tokenExpires - renewAheadMs),
    rotateAt: connection.connectedAt + rotateMs,
    limits: { frameBytes: limits.frameBytes, textBytes: limits.textBytes, pingMs },
    positions: await standingsOf(heads.read, rows, positions),
    inboxChanged: inboxDiffers(rows, inboxDigest),
  };
};
