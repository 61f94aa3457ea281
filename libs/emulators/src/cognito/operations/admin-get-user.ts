import * as z from 'zod';
import { fail } from '../fault';
import { operation, Username } from '../operation';
import { attributeList, findUser } from '../users';

/** What the pool knows about a person, for a caller with AWS credentials. Dates in seconds, as the protocol has them. */
export const adminGetUser = operation(z.object({ UserPoolId: z.string().min(1), Username }), async (pool, input) => {
  if (input.UserPoolId !== pool.userPoolId) {
    fail('ResourceNotFoundException', `User pool ${input.UserPoolId} does not exist.`);
  }
  const user = findUser(pool, input.Username);
  if (!user) fail('UserNotFoundException', 'User does not exist.');
  return {
    Username: user.sub,
    UserAttributes: attributeList(user),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: true,
    UserStatus: user.status,
  };
});
