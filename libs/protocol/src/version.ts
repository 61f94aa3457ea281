/**
 * What this build speaks: the number in `chat.v1`. It rises with a change that an older build would misread; additions do
 * not raise it.
 */
export const protocolVersion = 1;

/** The oldest version that a server of version `now` serves: its own and the one before, so that a deploy breaks no open page. */
export const oldestServed = (now: number): number => Math.max(1, now - 1);
