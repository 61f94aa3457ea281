import * as z from 'zod';
import { operation, Token } from '../operation';
import { userOf } from '../sessions';
import { newSecret } from '../totp';

/** Hands out a secret for an authenticator app. One that was set up before stays good until this one is proved. */
export const associateSoftwareToken = operation(z.object({ AccessToken: Token }), async (pool, input) => {
  const user = userOf(pool, input.AccessToken);
  const SecretCode = newSecret();
  user.totp = { ...user.totp, pending: SecretCode };
  await pool.store.save();
  return { SecretCode };
});
