/** A sign-in of somebody on one device, for as long as it is refreshed. Times in ms since 1970. */
export type StoredSession = {
  id: string;
  /** What the device calls itself. */
  device?: string;
  signedInAt: number;
  /** To the hour, so that it is written once an hour. */
  seenAt: number;
  /** Its end, which nothing takes back. */
  revokedAt?: number;
};

/** Where people are signed in. */
export type SessionStore = {
  /** Those of `ids` that are known. Strongly consistent. */
  get(personId: string, ids: readonly string[]): Promise<Map<string, StoredSession>>;
  /**
   * Writes down that a session is in use; the row may go at `until`, ms since 1970. False where it was revoked: then
   * nothing is changed, however many race.
   */
  note(personId: string, session: Omit<StoredSession, 'revokedAt'>, until: number): Promise<boolean>;
  /** At most 1,000 of them, in any order; among them revoked ones, and ones whose time is over. Strongly consistent. */
  list(personId: string): Promise<StoredSession[]>;
  /** Ends it at `at`, remembered until `until`. False where it is not known or has ended: then nothing is changed. */
  revoke(personId: string, sessionId: string, at: number, until: number): Promise<boolean>;
};

/**
 * A row is kept so long after it was last of use. A refresh token lives 30 days at the most, and what was refreshed at
 * its end another hour: while any token of a revoked session is good for Cognito, its row is here to say otherwise.
 */
export const sessionKeptMs = 31 * 24 * 60 * 60_000;
