import * as z from 'zod';
import { emailAmong, mailCheck, requireInSchema, requireMutable, setAttributes } from '../attributes';
import { fail } from '../fault';
import { adminOperation, AttributeList, ClientMetadata, requireUser, Username } from '../operation';
import { requireFreeAlias } from '../users';

const direct = new Set(['email', 'email_verified']);

/**
 * Changes somebody's attributes, also those that no client may write. Another address that comes with
 * `email_verified: true` counts at once; without it a code is mailed there, and until somebody who is signed in enters
 * that, the old address counts (`AttributesRequireVerificationBeforeUpdate: [email]` holds for administrators as well).
 */
export const adminUpdateUserAttributes = adminOperation(
  z.object({ Username, UserAttributes: AttributeList, ClientMetadata }),
  async (pool, input) => {
    const user = requireUser(pool, input.Username);
    const others = input.UserAttributes.filter(({ Name }) => !direct.has(Name));
    if (others.some(({ Name }) => Name === 'sub' || Name === 'identities')) {
      fail('InvalidParameterException', 'Cannot modify an already provided immutable attribute.');
    }
    others.forEach(({ Name }) => {
      requireInSchema(pool, Name);
      requireMutable(pool, Name);
    });
    const email = emailAmong(input.UserAttributes);
    const verified = input.UserAttributes.find(({ Name }) => Name === 'email_verified')?.Value.toLowerCase();
    const isAnother = email !== undefined && email.toLowerCase() !== user.email.toLowerCase();
    if (isAnother && verified !== 'true') mailCheck(pool, user, email);
    else {
      if (isAnother) {
        requireFreeAlias(pool, email, user);
        user.emailCheck = null; // a code for yet another address would take this one back
      }
      user.email = email ?? user.email;
      if (verified !== undefined) user.emailVerified = verified === 'true';
    }
    setAttributes(user, others);
    user.modifiedAt = pool.clock.now();
    await pool.store.save();
    return {};
  },
);
