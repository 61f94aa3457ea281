import * as z from 'zod';
import { operation, Token } from '../operation';
import { revokeSessions, userOf } from '../sessions';

/** Ends every session of a person: no refresh token of theirs works again, nor an access token at this API. */
export const globalSignOut = operation(z.object({ AccessToken: Token }), async (pool, input) => {
  revokeSessions(pool, userOf(pool, input.AccessToken));
  await pool.store.save();
  return {};
});
