import type { Token } from '@parley/client';
import type { LoadAuth } from './auth';
import type { signedInHint } from './signed-in-hint';

/**
 * The token of whom a client was started for, and of nobody else who signs in on this browser. What aws-amplify wrote down of
 * a renewal at the very moment of their sign-out goes again.
 */
export const ownToken =
  (auth: LoadAuth, hint: Pick<ReturnType<typeof signedInHint>, 'read' | 'leaver'>, personId: string): Token =>
  async (options) => {
    const { token, forget } = await auth();
    const own = await token({ ...options, of: personId });
    // For as long as somebody signs out, the server and the user pool are still to be told.
    const isOut = hint.read() === null && hint.leaver() === null;
    if (!isOut) return own;
    await forget(personId);
    return null;
  };
