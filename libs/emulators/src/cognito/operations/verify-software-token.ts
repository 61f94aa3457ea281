import * as z from 'zod';
import { fail } from '../fault';
import { operation, Token, UserCode } from '../operation';
import { userOf } from '../sessions';
import { stepOf } from '../totp';

/** Proves that the authenticator app has the secret. Whether it is asked for at sign-in is set apart. */
export const verifySoftwareToken = operation(
  z.object({ AccessToken: Token, UserCode, FriendlyDeviceName: z.string().nullish() }),
  async (pool, input) => {
    const user = userOf(pool, input.AccessToken);
    const { pending } = user.totp;
    if (pending === null) fail('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.');
    const step = pool.limits.confirmations.guess(
      user.sub,
      () =>
        stepOf(pending, input.UserCode, pool.clock.now()) ??
        fail('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA'),
    );
    user.totp = { ...user.totp, secret: pending, pending: null, lastStep: step };
    await pool.store.save();
    return { Status: 'SUCCESS' };
  },
);
