import * as z from 'zod';
import { adminOperation, Password, requireUser, Username } from '../operation';
import { requirePolicy } from '../password-policy';
import { verifierFor } from '../srp';
import { isExternal } from '../users';

const dayMs = 24 * 3600_000;

/**
 * Gives somebody another password. A permanent one confirms them; any other is for one sign-in, which asks for one of their
 * own. Who comes from a provider stays as they are. Sessions live on.
 */
export const adminSetUserPassword = adminOperation(
  z.object({ Username, Password, Permanent: z.boolean().nullish() }),
  async (pool, input) => {
    const user = requireUser(pool, input.Username);
    requirePolicy(input.Password);
    user.srp = verifierFor(pool.poolName, user.sub, input.Password);
    user.temporaryUntil = input.Permanent ? null : pool.clock.now() + pool.temporaryPasswordDays * dayMs;
    if (!isExternal(user)) user.status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    user.modifiedAt = pool.clock.now();
    pool.lockout.succeeded(user.sub);
    await pool.store.save();
    return {};
  },
);
