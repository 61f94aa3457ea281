import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { sessionKeptMs } from './session-store';

/**
 * Ends one of my sessions. Its connections are closed by what follows the table's stream (DEL-6). Cognito cannot be told:
 * only the device itself has the refresh token that it would ask for, so the row outlives every token of the session.
 */
export const revokeSession: UseCase<'sessions.revoke'> = async ({ sessions, clock }, { personId }, { sessionId }) => {
  const now = clock.now();
  if (!(await sessions.revoke(personId, sessionId, now, now + sessionKeptMs))) refuse('nothing_to_change');
  return {};
};
