import type { Clock } from '../clock';
import type { RequestType } from '@parley/protocol';
import { refuse } from '../refuse';

/** What takes a sign-in of its own, beside that of the device which shows the page. */
const fresh: readonly RequestType[] = ['people.changeAddress', 'people.delete'];

/** Whether the request takes a fresh sign-in. One that asks nothing else is no device of anybody's, and none is listed for it. */
export const takesFreshSignIn = (type: RequestType): boolean => fresh.includes(type);

/** How long ago a sign-in may be that proves who is here, ms. */
const freshMs = 5 * 60_000;

/**
 * Refuses with `sign_in_again` unless the caller has just signed in. Whoever finds a device that is signed in, or copied
 * its tokens, has no way to sign in: a token is as old as its sign-in, however often it was refreshed.
 */
export const requireFreshSignIn = ({ clock }: { clock: Clock }, { authTime }: { authTime: number }): void => {
  if (clock.now() - authTime > freshMs) refuse('sign_in_again');
};
