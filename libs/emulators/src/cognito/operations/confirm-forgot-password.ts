import * as z from 'zod';
import { codeMismatch, requireCode } from '../codes';
import { ClientId, ClientMetadata, ConfirmationCode, operation, Password, requireClient, Username } from '../operation';
import { requirePolicy } from '../password-policy';
import { verifierFor } from '../srp';
import { whoIs } from '../users';
import { afterConfirmation } from './confirm-sign-up';

/** Sets a new password with the code that was mailed. Sessions live on, as they do at the service. */
export const confirmForgotPassword = operation(
  z.object({ ClientId, Username, ConfirmationCode, Password, ClientMetadata }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    requirePolicy(input.Password);
    const { id, user: found } = whoIs(pool, input.Username);
    const user = pool.limits.resets.guess(id, () => {
      if (!found) codeMismatch();
      requireCode(pool, found.resetCode, input.ConfirmationCode);
      return found;
    });
    user.srp = verifierFor(pool.poolName, user.sub, input.Password);
    user.resetCode = null;
    user.modifiedAt = pool.clock.now();
    pool.lockout.succeeded(user.sub);
    await pool.store.save();
    await afterConfirmation(pool, user, 'PostConfirmation_ConfirmForgotPassword', input.ClientMetadata);
    return {};
  },
);
