import * as z from 'zod';
import { requireCode } from '../codes';
import { ConfirmationCode, operation, Token } from '../operation';
import { userOf } from '../sessions';
import { requireFreeAlias } from '../users';
import { AttributeName } from './get-user-attribute-verification-code';

/** Takes the code that was mailed to an address: from now on it is the person's own, and verified. */
export const verifyUserAttribute = operation(
  z.object({ AccessToken: Token, AttributeName, Code: ConfirmationCode }),
  async (pool, input) => {
    const user = userOf(pool, input.AccessToken);
    const check = user.emailCheck;
    pool.limits.confirmations.guess(user.sub, () => requireCode(pool, check?.code ?? null, input.Code));
    if (check) {
      requireFreeAlias(pool, check.address, user);
      user.email = check.address;
    }
    user.emailVerified = true;
    user.emailCheck = null;
    user.modifiedAt = pool.clock.now();
    await pool.store.save();
    return {};
  },
);
