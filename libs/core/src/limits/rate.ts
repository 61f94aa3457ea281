/** How often something may be done: `burst` times at once, and once more every `everyMs`. Both whole numbers above 0. */
export type Rate = { burst: number; everyMs: number };

/** What came of asking for a token. `fullAt`: when the bucket is full again, ms since 1970; that is all it has to keep. */
export type Taken = { ok: true; fullAt: number } | { ok: false; retryAfterMs: number };

/**
 * Takes a token from a bucket that is full again at `fullAt`, or was never used (undefined). The generic cell rate
 * algorithm: one number instead of a count and a time, so a store needs one conditional write for a decision.
 */
export const takeToken = ({ burst, everyMs }: Rate, fullAt: number | undefined, now: number): Taken => {
  const next = Math.max(fullAt ?? now, now) + everyMs;
  const tooEarly = next - now - burst * everyMs;
  return tooEarly > 0 ? { ok: false, retryAfterMs: tooEarly } : { ok: true, fullAt: next };
};
