import { changesMembers } from '@parley/protocol';
import { useSelector } from 'react-redux';
import { selectLog } from '../messages/messages-slice';

/**
 * The seq of the newest entry held that changed who is in a conversation, or what they may do there: 0 where the part of
 * the log that is held names none, undefined before any of it is held.
 */
export const useLastChange = (conversationId: string): number | undefined =>
  useSelector((state: Parameters<typeof selectLog>[0]) => {
    const entries = selectLog(state, conversationId)?.entries;
    return entries && (entries.findLast(({ kind }) => changesMembers(kind))?.seq ?? 0);
  });
