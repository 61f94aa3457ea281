import * as z from 'zod';
import { adminOperation, requireUser, Username } from '../operation';
import type { User } from '../state';
import { attributeList, usernameOf } from '../users';
import { mfaOf } from './get-user';

/** `UserType` of the API, but for its attributes. Dates in seconds, as the protocol has them. */
export const userType = (user: User) => ({
  Username: usernameOf(user),
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.modifiedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** What the pool knows about a person. */
export const adminGetUser = adminOperation(z.object({ Username }), async (pool, input) => {
  const user = requireUser(pool, input.Username);
  return { ...userType(user), UserAttributes: attributeList(user), ...mfaOf(user) };
});
