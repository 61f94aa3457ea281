import { Refused } from '@parley/client';
import type { ConversationSummary } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { selectConversation, selectIsBanned, selectIsGone, selectListed } from './conversations-slice';

type State = Parameters<typeof selectConversation>[0];

/** The conversation of an address, or why there is none. Unknown and forbidden are one answer (UX-LINK-2). */
export type Found =
  | { state: 'found'; summary: ConversationSummary }
  | { state: 'loading' }
  | { state: 'unknown' }
  | { state: 'removed' }
  | { state: 'banned' }
  | { state: 'failed'; why: string; again(): void };

export const useConversation = (id: string): Found => {
  const client = useClient();
  const summary = useSelector((state: State) => selectConversation(state, id));
  const gone = useSelector((state: State) => selectIsGone(state, id));
  const banned = useSelector((state: State) => selectIsBanned(state, id));
  const listed = useSelector(selectListed);
  const [answer, setAnswer] = useState<{ id: string; found: Found }>();
  const [attempt, setAttempt] = useState(0);
  const isMissing = listed && !summary && !gone;

  useEffect(() => {
    if (!isMissing) return;
    let left = false;
    client.ask('conversations.get', { conversationId: id }).catch((error: unknown) => {
      if (left) return;
      const isUnknown =
        error instanceof Refused && (error.refusal.code === 'not_a_member' || error.refusal.code === 'invalid');
      const again = () => {
        setAnswer(undefined);
        setAttempt(attempt + 1);
      };
      setAnswer({ id, found: isUnknown ? { state: 'unknown' } : { state: 'failed', why: troubleText(error), again } });
    });
    return () => {
      left = true;
    };
  }, [client, id, isMissing, attempt]);

  if (gone && banned) return { state: 'banned' };
  if (gone || summary?.row.left !== undefined) return { state: 'removed' };
  if (summary) return { state: 'found', summary };
  return answer?.id === id ? answer.found : { state: 'loading' };
};
