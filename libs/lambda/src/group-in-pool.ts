import { setGroup } from '@parley/cognito';
import type { WorkspaceRole } from '@parley/protocol';
import type { CoreConfig } from './config';
import { eventPool } from './event-pool';
import type { PoolEvent } from './pool-trigger';

/** For the pool's own trigger: puts whom an event is about into the group of their role. */
export const groupInPool = (config: Pick<CoreConfig, 'AWS_REGION'>) => {
  const poolOf = eventPool(config);
  return (event: PoolEvent, role: WorkspaceRole): Promise<void> => setGroup(poolOf(event))(event.userName, role);
};
