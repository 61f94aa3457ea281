import { oldestServed, protocolVersion } from '@parley/protocol';
import { refuse } from '../refuse';

/**
 * Refuses with `update_needed` whose build is so old that it would misread what it is told (SYNC-9).
 * `client`: as it says itself, 1 where it does not.
 */
export const checkVersion = ({ protocol: server = protocolVersion }: { protocol?: number }, client = 1): void => {
  if (client < oldestServed(server)) refuse('update_needed');
};
