import * as z from 'zod';
import { emailAmong, requireMutable, requireWritable, sendCheck, setAttributes } from '../attributes';
import { AttributeList, ClientMetadata, operation, Token } from '../operation';
import { userOf } from '../sessions';

/**
 * Changes one's own attributes. Another e-mail address counts once its code was entered, and until then the old one does
 * (`AttributesRequireVerificationBeforeUpdate: [email]`). That it is taken is told only to who reads its mail.
 */
export const updateUserAttributes = operation(
  z.object({ AccessToken: Token, UserAttributes: AttributeList, ClientMetadata }),
  async (pool, input) => {
    const user = userOf(pool, input.AccessToken);
    const given = input.UserAttributes;
    given.forEach((one) => {
      requireWritable(pool, one);
      requireMutable(pool, one.Name);
    });
    const email = emailAmong(given);
    const isAnother = email !== undefined && email.toLowerCase() !== user.email.toLowerCase();
    const CodeDeliveryDetailsList = isAnother ? [sendCheck(pool, user, email)] : [];
    setAttributes(
      user,
      given.filter(({ Name }) => Name !== 'email'),
    );
    user.modifiedAt = pool.clock.now();
    await pool.store.save();
    return { CodeDeliveryDetailsList };
  },
);
