import { replacePassword, userPool } from '@parley/cognito';
import type { AccountPool } from '@parley/core';
import type { CoreConfig } from './config';
import { eventPool } from './event-pool';
import type { PoolEvent } from './pool-trigger';

/** For the pool's own trigger: what is asked of the pool as an account of it is registered. */
export const accountPool = (config: Pick<CoreConfig, 'AWS_REGION'>) => {
  const poolOf = eventPool(config);
  return (event: Pick<PoolEvent, 'userPoolId'>): AccountPool => {
    const pool = poolOf(event);
    return { ...userPool(pool), replacePassword: replacePassword(pool) };
  };
};
