import * as z from 'zod';
import { operation, Token } from '../operation';
import { userOf } from '../sessions';
import type { User } from '../state';
import { attributeList, usernameOf } from '../users';

/** The second factors of a user, as the API spells them; absent where there is none. */
export const mfaOf = ({ totp }: User) => ({
  ...(totp.preferred && { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' }),
  ...(totp.enabled && { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }),
});

/** Who an access token speaks for; refused once it was revoked. */
export const getUser = operation(z.object({ AccessToken: Token }), async (pool, input) => {
  const user = userOf(pool, input.AccessToken);
  return { Username: usernameOf(user), UserAttributes: attributeList(user), ...mfaOf(user) };
});
