import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'react-redux';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { type Mark } from '../conversations/conversations-slice';
import { selectLog } from './messages-slice';

type Messages = Parameters<typeof selectLog>[0];
export type Opening = { state: 'loading' } | { state: 'ready' } | { state: 'failed'; why: string };

/** Pages of history that are fetched to reach the unread line, or where one was reading: 1,000 messages. Beyond that the oldest of them comes first. */
const linePages = 20;

/** Loads the newest page of a conversation, back to `lineAfter` where there is one, and more on request. */
export const useOpenedLog = (conversationId: string, lineAfter: number | undefined) => {
  const client = useClient();
  const store = useStore<Messages>();
  const [opening, setOpening] = useState<Opening>({ state: 'loading' });
  const [older, setOlder] = useState<'idle' | 'loading' | 'failed'>('idle');
  const [attempt, setAttempt] = useState(0);
  const line = useRef(lineAfter);
  const busy = useRef(false);

  useEffect(() => {
    let left = false;
    const open = async () => {
      await client.open(conversationId);
      for (let page = 0; page < linePages && !left; page += 1) {
        const log = selectLog(store.getState(), conversationId);
        const reached =
          line.current === undefined || !log || log.complete || (log.entries[0]?.seq ?? 0) <= line.current;
        if (reached || !(await client.older(conversationId))) break;
      }
    };
    open().then(
      () => !left && setOpening({ state: 'ready' }),
      (error: unknown) => !left && setOpening({ state: 'failed', why: troubleText(error) }),
    );
    return () => {
      left = true;
      client.release(conversationId);
    };
  }, [client, store, conversationId, attempt]);

  const loadOlder = useCallback(() => {
    if (busy.current) return;
    busy.current = true;
    setOlder('loading');
    client
      .older(conversationId)
      .then(
        () => setOlder('idle'),
        () => setOlder('failed'),
      )
      .finally(() => {
        busy.current = false;
      });
  }, [client, conversationId]);

  const again = () => {
    setOpening({ state: 'loading' });
    setAttempt(attempt + 1);
  };
  return { opening, again, older, loadOlder };
};

/** Where the unread line stands when a conversation is opened; undefined where nothing is unread. */
export const lineFor = (mark: Mark | undefined, unread: number): number | undefined =>
  mark && unread > 0 ? mark.seq : undefined;
