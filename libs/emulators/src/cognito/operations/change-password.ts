import * as z from 'zod';
import { wrongCredentials } from '../fault';
import { operation, Password, Token } from '../operation';
import { requirePolicy } from '../password-policy';
import { userOf } from '../sessions';
import { isPasswordOf, verifierFor } from '../srp';

/** Replaces the password of someone who is signed in and knows the old one. Sessions live on, as at the service. */
export const changePassword = operation(
  z.object({ AccessToken: Token, PreviousPassword: Password, ProposedPassword: Password }),
  async (pool, input) => {
    const user = userOf(pool, input.AccessToken);
    requirePolicy(input.ProposedPassword);
    pool.limits.passwordChanges.guess(user.sub, () => {
      if (!user.srp || !isPasswordOf(user.srp, pool.poolName, user.sub, input.PreviousPassword)) wrongCredentials();
    });
    user.srp = verifierFor(pool.poolName, user.sub, input.ProposedPassword);
    user.modifiedAt = pool.clock.now();
    await pool.store.save();
    return {};
  },
);
