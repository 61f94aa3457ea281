/** API Gateway closes a connection after two hours, active or not (F24). */
export const lifetimeMs = 2 * 60 * 60_000;
/** Clients open the next one 15 minutes before. */
export const rotateMs = lifetimeMs - 15 * 60_000;
/** A connection lasts as long as the newest token that was shown on it; the next one is due a minute before. */
export const renewAheadMs = 60_000;
