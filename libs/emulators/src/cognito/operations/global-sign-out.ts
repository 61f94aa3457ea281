import * as z from 'zod';
import { operation, Token } from '../operation';
import { userOf } from '../sessions';

/** Ends every session of a person: no refresh token of theirs works again, nor an access token at this API. */
export const globalSignOut = operation(z.object({ AccessToken: Token }), async (pool, input) => {
  const { sub } = userOf(pool, input.AccessToken);
  for (const session of pool.store.state.sessions.values()) {
    if (session.sub === sub) session.revoked = true;
  }
  await pool.store.save();
  return {};
});
