import type { UseCase } from '../use-case';

/** Who is online, by their unexpired leases: the end of a connection is often told late, and sometimes never (DEL-4). */
export const seePresence: UseCase<'people.presence'> = async ({ connections, clock }, _caller, { ids }) => {
  const leases = await connections.leases([...new Set(ids)]);
  const now = clock.now();
  const isOnline = ([, mine]: [string, { expires: number }[]]) => mine.some(({ expires }) => expires > now);
  return { online: [...leases].filter(isOnline).map(([id]) => id) };
};
