import * as z from 'zod';
import type { AuthConfig, EdgeConfig, OriginConfig } from './config';
import { edgeGuard, handshake, originGuard } from './handshake';
import { count } from './metrics';

const ConnectEvent = z.object({
  methodArn: z.string(),
  headers: z.record(z.string(), z.string().optional()).default({}),
});

/** Decides on a handshake: a good token and no foreign page behind it. The rest of the connection inherits the context. */
export const authorizer = (config: AuthConfig & OriginConfig & EdgeConfig) => {
  const identify = handshake(config);
  const isOurPage = originGuard(config);
  const cameThroughEdge = edgeGuard(config);
  return async (event: unknown) => {
    const { methodArn, headers } = ConnectEvent.parse(event);
    const identity = await identify(headers);
    if (!identity) {
      count('HandshakesRefused');
      throw new Error('Unauthorized'); // API Gateway turns exactly this word into 401 (F4)
    }
    const Effect = cameThroughEdge(headers) && isOurPage(headers) ? 'Allow' : 'Deny';
    if (Effect === 'Deny') count('DoorsClosed');
    return {
      principalId: identity.personId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
      },
      context: identity,
    };
  };
};
