import type { UseCase } from '../use-case';
import { sessionKeptMs } from './session-store';

/** Sessions that are shown: more than anybody has devices, and a reply that fits a frame (some 180 bytes each). */
const shown = 100;

export const listSessions: UseCase<'sessions.list'> = async ({ sessions, access, clock }, { personId, sessionId }) => {
  const [all, accessOf] = await Promise.all([sessions.list(personId), access.of([personId])]);
  const validFrom = accessOf.get(personId)?.validFrom ?? 0;
  const kept = all.filter(
    ({ revokedAt, signedInAt, seenAt }) =>
      revokedAt === undefined && signedInAt >= validFrom && seenAt + sessionKeptMs > clock.now(),
  );
  // The one that asks stands first: people look for "this device", and it must not be cut off.
  const rank = ({ id, seenAt }: { id: string; seenAt: number }) => (id === sessionId ? Infinity : seenAt);
  kept.sort((a, b) => rank(b) - rank(a) || b.signedInAt - a.signedInAt);
  return {
    sessions: kept.slice(0, shown).map(({ id, device, signedInAt, seenAt }) => ({
      // It is written down to the hour, and nobody is seen before they signed in.
      ...{ id, signedInAt, seenAt: Math.max(seenAt, signedInAt), isThis: id === sessionId },
      ...(device !== undefined && { device }),
    })),
  };
};
