import {
  AuthConfig,
  count,
  EdgeConfig,
  edgeGuard,
  handshake,
  measured,
  OriginConfig,
  originGuard,
  readConfig,
} from '@parley/lambda';
import * as z from 'zod';

const config = readConfig(AuthConfig.extend(OriginConfig.shape).extend(EdgeConfig.shape));
const identify = handshake(config);
const isOurPage = originGuard(config);
const cameThroughEdge = edgeGuard(config);

const ConnectEvent = z.object({
  methodArn: z.string(),
  headers: z.record(z.string(), z.string().optional()).default({}),
});

/** Decides on a handshake: a good token and no foreign page behind it. The rest of the connection inherits the context. */
export const handler = measured(async (event: unknown) => {
  const { methodArn, headers } = ConnectEvent.parse(event);
  const identity = await identify(headers);
  if (!identity) {
    count('HandshakesRefused');
    throw new Error('Unauthorized'); // API Gateway turns exactly this word into 401 (F4)
  }
  const Effect = cameThroughEdge(headers) && isOurPage(headers) ? 'Allow' : 'Deny';
  return {
    principalId: identity.personId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
    },
    context: identity,
  };
});
