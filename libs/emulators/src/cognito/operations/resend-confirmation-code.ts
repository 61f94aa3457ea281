import * as z from 'zod';
import { deliveryTo, sendCode } from '../codes';
import { fail } from '../fault';
import { ClientId, ClientMetadata, operation, requireClient, Username } from '../operation';
import { whoIs } from '../users';

/** Mails a new confirmation code. A name that nobody has gets the same answer, and no mail. */
export const resendConfirmationCode = operation(
  z.object({ ClientId, Username, ClientMetadata }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    const { id, user } = whoIs(pool, input.Username);
    if (user && user.status !== 'UNCONFIRMED') fail('InvalidParameterException', 'User is already confirmed.');
    pool.limits.codesSent.spend(id);
    if (user) {
      user.confirmationCode = sendCode(pool, user, 'confirmation');
      await pool.store.save();
    }
    return { CodeDeliveryDetails: deliveryTo(pool, user?.email ?? input.Username) };
  },
);
