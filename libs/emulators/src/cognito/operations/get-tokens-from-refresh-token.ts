import * as z from 'zod';
import { ClientId, ClientMetadata, operation, requireClient, Token } from '../operation';
import { refresh } from '../sessions';

/** What aws-amplify renews with. */
export const getTokensFromRefreshToken = operation(
  z.object({ ClientId, RefreshToken: Token, ClientMetadata }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    return { AuthenticationResult: await refresh(pool, input.RefreshToken, input.ClientMetadata) };
  },
);
