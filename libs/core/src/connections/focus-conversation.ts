import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/**
 * Notes what this connection shows, on its own lease. Whether its person is in that conversation is asked when a
 * signal is sent. A lease that is gone is not made again by this: half a lease would reach nobody.
 */
export const focusConversation: UseCase<'connections.focus'> = async (
  { connections },
  { personId, connection },
  { conversationId },
) => {
  if (!connection) refuse('socket_only');
  if (!(await connections.focus(personId, connection.id, conversationId))) refuse('hello_first');
  return {};
};
