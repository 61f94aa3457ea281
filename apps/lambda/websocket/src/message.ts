import { AuthConfig, compose, CoreConfig, measured, readConfig, socketDoor } from '@parley/lambda';

/** One frame in, one frame out: a reply or a refusal. */
export const handler = measured(socketDoor(compose(readConfig(CoreConfig.extend(AuthConfig.shape)))));
