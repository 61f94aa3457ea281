import * as z from 'zod';
import { deliveryTo, sendCode } from '../codes';
import { ClientId, ClientMetadata, operation, requireClient, Username } from '../operation';
import { whoIs } from '../users';

/** Mails a reset code to a verified address that has a password. Anybody else gets the same answer, and no mail. */
export const forgotPassword = operation(z.object({ ClientId, Username, ClientMetadata }), async (pool, input) => {
  requireClient(pool, input.ClientId);
  const { id, user } = whoIs(pool, input.Username);
  pool.limits.codesSent.spend(id);
  const isResettable = user?.enabled && user.emailVerified && user.status === 'CONFIRMED';
  if (isResettable) {
    user.resetCode = sendCode(pool, user, 'reset');
    await pool.store.save();
  }
  return { CodeDeliveryDetails: deliveryTo(pool, user?.email ?? input.Username) };
});
