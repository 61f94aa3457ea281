import { limits } from '@parley/protocol';
import { refuse, Refused } from '../refuse';
import type { UseCase } from '../use-case';
import { checkVersion } from './check-version';
import { lifetimeMs, renewAheadMs, rotateMs } from './lifetime';
import { inboxDiffers, standingsOf } from './standings';

/** API Gateway closes an idle connection after ten minutes: two pings may be lost. */
const pingMs = 4 * 60_000;

/**
 * Hello subscribes before it looks: the lease is written first, then what the person may, their rows and the heads are
 * read strongly (SYNC-1, DEL-6). What is committed in between is pushed, seen by the read, or both.
 */
export const openConnection: UseCase<'connections.hello'> = async (context, caller, asked) => {
  const { connections, inbox, people, heads, clock, epoch, checkAccess, checkSession } = context;
  const { positions, inboxDigest, device } = asked;
  const { personId, tokenExpires, connection, sessionId, authTime } = caller;
  if (!connection) refuse('socket_only');
  checkVersion(context, asked.protocol);
  const question = { type: 'connections.hello', body: asked } as const;
  // Before the lease too: until it is taken back it is pushed to, so who may not come in could listen by saying hello.
  await Promise.all([checkAccess(caller, question, { strongly: true }), checkSession(caller, { device })]);
  const now = clock.now();
  const expires = Math.min(tokenExpires, connection.connectedAt + lifetimeMs);
  const lease = { connectionId: connection.id, expires, sessionId, authTime };
  const until = await connections.open(personId, lease, now);
  try {
    const [[person = refuse('no_profile')], rows] = await Promise.all([
      people.get([personId]),
      inbox.rows(personId),
      checkAccess(caller, question, { strongly: true }),
      checkSession(caller, { strongly: true, device }),
    ]);
    return {
      person,
      serverTime: now,
      epoch,
      renewBefore: Math.max(now, Math.max(tokenExpires, until) - renewAheadMs),
      rotateAt: connection.connectedAt + rotateMs,
      limits: { frameBytes: limits.frameBytes, textBytes: limits.textBytes, pingMs },
      positions: await standingsOf(heads.read, rows, positions),
      inboxChanged: inboxDiffers(rows, inboxDigest),
    };
  } catch (error) {
    if (error instanceof Refused) await connections.close(personId, connection.id);
    throw error;
  }
};
