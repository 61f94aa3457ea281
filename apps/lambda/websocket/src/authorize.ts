import { AuthConfig, handshake, OriginConfig, originGuard, readConfig } from '@parley/lambda';
import * as z from 'zod';

const config = readConfig(AuthConfig.extend(OriginConfig.shape));
const identify = handshake(config);
const isOurPage = originGuard(config);

const ConnectEvent = z.object({
  methodArn: z.string(),
  headers: z.record(z.string(), z.string().optional()).default({}),
});

/** Decides on a handshake: a good token and no foreign page behind it. The rest of the connection inherits the context. */
export const handler = async (event: unknown) => {
  const { methodArn, headers } = ConnectEvent.parse(event);
  const identity = await identify(headers);
  // API Gateway turns exactly this word into 401 (F4).
  if (!identity) throw new Error('Unauthorized');
  const Effect = isOurPage(headers) ? 'Allow' : 'Deny';
  return {
    principalId: identity.personId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
    },
    context: identity,
  };
};
