import * as z from 'zod';
import { emailAmong, requireInSchema, sendCheck, setAttributes } from '../attributes';
import { fail } from '../fault';
import { adminOperation, AttributeList, ClientMetadata, requireUser, Username } from '../operation';
import { requireFreeAlias } from '../users';

const direct = new Set(['email', 'email_verified']);

/**
 * Changes somebody's attributes, also those that no client may write. An address that comes without
 * `email_verified: true` counts at once but is not verified, and is mailed a code.
 */
export const adminUpdateUserAttributes = adminOperation(
  z.object({ Username, UserAttributes: AttributeList, ClientMetadata }),
  async (pool, input) => {
    const user = requireUser(pool, input.Username);
    const others = input.UserAttributes.filter(({ Name }) => !direct.has(Name));
    if (others.some(({ Name }) => Name === 'sub' || Name === 'identities')) {
      fail('InvalidParameterException', 'Cannot modify an already provided immutable attribute.');
    }
    others.forEach(({ Name }) => requireInSchema(Name));
    const email = emailAmong(input.UserAttributes);
    const verified = input.UserAttributes.find(({ Name }) => Name === 'email_verified')?.Value.toLowerCase();
    if (email !== undefined) requireFreeAlias(pool, email, user);
    const isAnother = email !== undefined && email.toLowerCase() !== user.email.toLowerCase();
    if (isAnother && verified !== 'true') sendCheck(pool, user, email);
    user.email = email ?? user.email;
    if (verified !== undefined || isAnother) user.emailVerified = verified === 'true';
    setAttributes(user, others);
    user.modifiedAt = pool.clock.now();
    await pool.store.save();
    return {};
  },
);
