import * as z from 'zod';
import { codeExpired, requireCode } from '../codes';
import { fail } from '../fault';
import {
  adminOperation,
  ClientId,
  ClientMetadata,
  ConfirmationCode,
  operation,
  requireClient,
  requireUser,
  Username,
} from '../operation';
import type { Pool } from '../pool';
import type { ClientMetadata as Metadata } from '../sessions';
import type { User } from '../state';
import { triggerAttributes, usernameOf, whoIs } from '../users';

/** Tells the PostConfirmation trigger. When it throws, the caller hears of it but the user stays confirmed. */
export const afterConfirmation = (
  { triggers }: Pool,
  user: User,
  source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword',
  clientMetadata: Metadata,
): Promise<unknown> => {
  const request = { userAttributes: triggerAttributes(user), clientMetadata };
  return triggers('postConfirmation', { source, userName: usernameOf(user), request, response: {} });
};

const requireUnconfirmed = ({ status }: User): void => {
  if (status !== 'UNCONFIRMED') {
    fail('NotAuthorizedException', `User cannot be confirmed. Current status is ${status}`);
  }
};

const confirm = async (pool: Pool, user: User, clientMetadata: Metadata): Promise<object> => {
  user.status = 'CONFIRMED';
  user.confirmationCode = null;
  user.modifiedAt = pool.clock.now();
  await pool.store.save();
  await afterConfirmation(pool, user, 'PostConfirmation_ConfirmSignUp', clientMetadata);
  return {};
};

/** Confirms an address with the code that was mailed to it. A name that nobody has is told that its code ran out. */
export const confirmSignUp = operation(
  z.object({ ClientId, Username, ConfirmationCode, ClientMetadata }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    const { id, user: found } = whoIs(pool, input.Username);
    const user = pool.limits.confirmations.guess(id, () => {
      if (!found) codeExpired();
      requireUnconfirmed(found);
      requireCode(pool, found.confirmationCode, input.ConfirmationCode);
      return found;
    });
    user.emailVerified = true;
    return confirm(pool, user, input.ClientMetadata);
  },
);

/** Confirms somebody in the name of an administrator, without a code: nothing says that the address is theirs. */
export const adminConfirmSignUp = adminOperation(z.object({ Username, ClientMetadata }), async (pool, input) => {
  const user = requireUser(pool, input.Username);
  requireUnconfirmed(user);
  return confirm(pool, user, input.ClientMetadata);
});
