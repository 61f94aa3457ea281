import {
  AuthConfig,
  compose,
  CoreConfig,
  EdgeConfig,
  httpDoor,
  measured,
  OriginConfig,
  readConfig,
} from '@parley/lambda';

const config = readConfig(CoreConfig.extend(AuthConfig.shape).extend(OriginConfig.shape).extend(EdgeConfig.shape));

/** Every route of the catalogue. */
export const handler = measured(httpDoor({ core: compose(config).core, config }));
