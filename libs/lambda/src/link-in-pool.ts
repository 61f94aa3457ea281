import { linkProvider } from '@parley/cognito';
import type { CoreConfig } from './config';
import { eventPool } from './event-pool';
import type { PoolEvent } from './pool-trigger';

/** For the pool's own trigger: lets whom an event is about open the account of this address, if there is one. */
export const linkInPool = (config: Pick<CoreConfig, 'AWS_REGION'>) => {
  const poolOf = eventPool(config);
  return (event: PoolEvent, email: string): Promise<boolean> => linkProvider(poolOf(event))(event.userName, email);
};
