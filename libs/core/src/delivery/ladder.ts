/** How far a log has come to somebody: stored on one of their devices up to `received`, seen by them up to `read`. */
export type Reached = { received: number; read: number };

/** A rung of the ladder that a message climbs after it was sent: sent → received → read (SYNC-5). */
export type Rung = keyof Reached;

/** Where everybody begins. */
export const nowhere: Reached = { received: 0, read: 0 };

/**
 * One report more. It only ever climbs, each rung by itself, so the order of reports and their repetition do not matter;
 * and what was read was received, whichever was told first.
 */
export const climbed = (now: Reached, seen: Partial<Reached>): Reached => {
  const read = Math.max(now.read, seen.read ?? 0);
  return { received: Math.max(now.received, seen.received ?? 0, read), read };
};
