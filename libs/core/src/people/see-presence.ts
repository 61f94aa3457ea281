import { mayAskAboutStrangers } from '../access/permit';
import type { UseCase } from '../use-case';

/**
 * Who of those that the caller can see is online, by their unexpired leases: the end of a connection is often told late,
 * and sometimes never (DEL-4). Whom they cannot see is as somebody who is not there, and costs no read.
 */
export const seePresence: UseCase<'people.presence'> = async (context, caller, body) => {
  const { connections, clock, checkAccess, companions } = context;
  // It was asked when the request was let in, and is remembered: nothing is read for it again.
  const role = await checkAccess(caller, { type: 'people.presence', body });
  const ids = [...new Set(body.ids)];
  const seen = mayAskAboutStrangers('people.presence', role) ? ids : await companions(caller.personId, ids);
  if (seen.length === 0) return { online: [] };
  const leases = await connections.leases(seen);
  const now = clock.now();
  const isOnline = ([, mine]: [string, { expires: number }[]]) => mine.some(({ expires }) => expires > now);
  return { online: [...leases].filter(isOnline).map(([id]) => id) };
};
