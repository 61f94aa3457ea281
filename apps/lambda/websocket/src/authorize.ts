import { AuthConfig, authorizer, EdgeConfig, measured, OriginConfig, readConfig } from '@parley/lambda';

/** Decides on a handshake: a good token and no foreign page behind it. */
export const handler = measured(authorizer(readConfig(AuthConfig.extend(OriginConfig.shape).extend(EdgeConfig.shape))));
