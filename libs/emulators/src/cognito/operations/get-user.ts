import * as z from 'zod';
import { operation, Token } from '../operation';
import { userOf } from '../sessions';
import { attributeList } from '../users';

/** Who an access token speaks for; refused once it was revoked. */
export const getUser = operation(z.object({ AccessToken: Token }), async (pool, input) => {
  const user = userOf(pool, input.AccessToken);
  return { Username: user.sub, UserAttributes: attributeList(user) };
});
