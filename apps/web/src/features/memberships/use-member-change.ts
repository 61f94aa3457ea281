import { Refused } from '@parley/client';
import { refusals } from '@parley/protocol';
import { useRef } from 'react';
import { useStore } from 'react-redux';
import { ulid } from 'ulid';
import { troubleText } from '../connection/trouble-text';
import { selectConversation } from '../conversations/conversations-slice';

/** Where a change is asked for, and which try it is. */
type Attempt = { conversationId: string; key: string; after: number };

/**
 * One change of a channel's members, as a dialog asks for it: again, after a lost answer, under the same key and from the
 * same place, so that it is made once and found again (LOG-4). `what`: tells it from another one that the same dialog may
 * ask for. Resolves to what went wrong, if anything did; else it is done.
 */
export const useMemberChange = (conversationId: string, onDone: () => void) => {
  const store = useStore<Parameters<typeof selectConversation>[0]>();
  const held = useRef<{ what: string; attempt: Attempt }>(undefined);
  return async (ask: (attempt: Attempt) => Promise<unknown>, what = ''): Promise<string | undefined> => {
    const after = selectConversation(store.getState(), conversationId)?.latest.seq ?? 0;
    if (held.current?.what !== what) held.current = { what, attempt: { conversationId, key: ulid(), after } };
    try {
      await ask(held.current.attempt);
      onDone();
      return undefined;
    } catch (error) {
      // Refused for good, it was not made: the next try is another one.
      if (error instanceof Refused && !refusals[error.refusal.code].retry) held.current = undefined;
      return troubleText(error);
    }
  };
};
