import { hasSecondStep } from '@parley/cognito';
import type { CoreConfig } from './config';
import { eventPool } from './event-pool';
import type { PoolEvent } from './pool-trigger';

/** For the pool's own trigger: whether the account that an event is about has a password and a second step. */
export const secondStepInPool = (config: Pick<CoreConfig, 'AWS_REGION'>) => {
  const poolOf = eventPool(config);
  return (event: Pick<PoolEvent, 'userPoolId' | 'userName'>): Promise<boolean> =>
    hasSecondStep(poolOf(event))(event.userName);
};
