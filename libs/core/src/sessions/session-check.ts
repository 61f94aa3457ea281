import { refuse } from '../refuse';
import type { Caller } from '../use-case';
import type { Clock } from '../clock';
import { type SessionStore, sessionKeptMs, type StoredSession } from './session-store';

/** A session that was revoked is refused so much later at the latest: what is known of one counts so long (DEL-6). */
const knownMs = 30_000;
/** Sessions that a process remembers. */
const remembered = 10_000;
const hourMs = 60 * 60_000;

/** Refuses, as `not_signed_in`, a caller whose session was revoked. */
export type SessionCheck = (
  caller: Pick<Caller, 'personId' | 'sessionId' | 'authTime'>,
  /** `strongly`: by what stands there now, not by what this process remembers. */
  how?: {
    strongly?: boolean;
    device?: string | undefined;
    /** Looked up, and not written down: nobody finds it among their devices. */
    unlisted?: boolean;
  },
) => Promise<void>;

/**
 * Looks sessions up and writes them down: once an hour, when they are first seen, and when the device has another name.
 * Between that it costs a read per session and 30 s.
 */
export const createSessionCheck = ({ sessions, clock }: { sessions: SessionStore; clock: Clock }): SessionCheck => {
  const known = new Map<string, { readAt: number; isRevoked: boolean }>();

  const isRevoked = async (
    caller: Parameters<SessionCheck>[0],
    now: number,
    { device, unlisted }: { device?: string | undefined; unlisted?: boolean },
  ): Promise<boolean> => {
    const { personId, sessionId: id, authTime: signedInAt } = caller;
    const held = (await sessions.get(personId, [id])).get(id);
    if (held?.revokedAt !== undefined) return true;
    if (unlisted) return false;
    const seenAt = now - (now % hourMs);
    if (held && held.seenAt >= seenAt && (device === undefined || held.device === device)) return false;
    const session: StoredSession = { id, signedInAt, seenAt, ...(device !== undefined && { device }) };
    return !(await sessions.note(personId, session, now + sessionKeptMs));
  };

  return async (caller, { strongly = false, ...how } = {}) => {
    const key = `${caller.personId} ${caller.sessionId}`;
    const now = clock.now();
    let verdict = known.get(key);
    // That a session has ended is known for good.
    if (!verdict?.isRevoked && (!verdict || strongly || now - verdict.readAt > knownMs)) {
      verdict = { readAt: now, isRevoked: await isRevoked(caller, now, how) };
      if (known.size >= remembered) known.clear();
      known.set(key, verdict);
    }
    if (verdict?.isRevoked) refuse('not_signed_in', 'You were signed out on this device. Sign in again.');
  };
};
