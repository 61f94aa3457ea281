import { fold, type Message, nothingFolded } from '@parley/client';
import { useEffect } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { selectMessage, sourceRead } from './messages-slice';

type State = Parameters<typeof selectMessage>[0];

/** A message that another one quotes, as it is now; undefined while it is not known. One that is not held is asked for. */
export const useSource = (conversationId: string, seq: number): Message | undefined => {
  const client = useClient();
  const dispatch = useDispatch();
  const source = useSelector((state: State) => selectMessage(state, conversationId, seq));
  const isMissing = source === undefined;

  useEffect(() => {
    if (!isMissing) return;
    client.ask('messages.history', { conversationId, before: seq + 1, limit: 1 }).then(
      ({ entries }) => {
        const message = fold(nothingFolded, entries).messages.get(seq);
        if (message) dispatch(sourceRead({ conversationId, message }));
      },
      // It stays "an earlier message"; a press on it tries again.
      () => undefined,
    );
  }, [client, dispatch, conversationId, seq, isMissing]);
  return source;
};
