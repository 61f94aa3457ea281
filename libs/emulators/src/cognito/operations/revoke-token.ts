import * as z from 'zod';
import { fail } from '../fault';
import { ClientId, operation, requireClient, Token } from '../operation';
import { sessionOf } from '../sessions';

export const isJwt = (token: string): boolean => token.startsWith('eyJ') && token.split('.').length === 3;

/** Ends one session by its refresh token. As OAuth asks (RFC 7009 §2.2), a token that is not known is no error. */
export const revokeToken = operation(z.object({ ClientId, Token }), async (pool, input) => {
  requireClient(pool, input.ClientId);
  if (isJwt(input.Token)) fail('UnsupportedTokenTypeException', 'Only a refresh token can be revoked.');
  const session = sessionOf(pool, input.Token);
  if (session) {
    session.revoked = true;
    await pool.store.save();
  }
  return {};
});
