import type { Clock } from '../clock';
import { refuse } from '../refuse';

/** How long ago a sign-in may be that proves who is here, ms. */
const freshMs = 5 * 60_000;

/**
 * Refuses with `sign_in_again` unless the caller has just signed in. Whoever finds a device that is signed in, or copied
 * its tokens, has no way to sign in: a token is as old as its sign-in, however often it was refreshed.
 */
export const requireFreshSignIn = ({ clock }: { clock: Clock }, { authTime }: { authTime: number }): void => {
  if (clock.now() - authTime > freshMs) refuse('sign_in_again');
};
