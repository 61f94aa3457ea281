import * as z from 'zod';
import { sendCheck } from '../attributes';
import { ClientMetadata, operation, Token } from '../operation';
import { userOf } from '../sessions';

/** The only attribute that is verified here. */
export const AttributeName = z.literal('email', 'Member must be an attribute that can be verified: email');

/** Mails a new code: to the address that waits to be verified, else to the present one. */
export const getUserAttributeVerificationCode = operation(
  z.object({ AccessToken: Token, AttributeName, ClientMetadata }),
  async (pool, input) => {
    const user = userOf(pool, input.AccessToken);
    const CodeDeliveryDetails = sendCheck(pool, user, user.emailCheck?.address ?? user.email);
    await pool.store.save();
    return { CodeDeliveryDetails };
  },
);
