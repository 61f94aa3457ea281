import type { Refusal } from '@parley/protocol';
import type { Clock } from './clock';
import { answerMs } from './connection';
import { within } from './deadline';
import { endsSession, Refused } from './failures';
import type { Ask } from './http';

/**
 * Why a socket did not open. A browser cannot read a failed handshake, so the same is asked over HTTP: a refusal of the
 * person or the page is the reason; anything else (no network, throttling, a server that restarts) passes: undefined.
 * What is not answered in 10 s is not waited for: the next try must not come late.
 */
export const handshakeTrouble = async (ask: Ask, clock: Clock): Promise<Refusal | undefined> => {
  const asked = ask('people.me', {}).then(
    () => undefined,
    (error: unknown) => (error instanceof Refused && endsSession(error.refusal) ? error.refusal : undefined),
  );
  return within(clock, answerMs, asked);
};
