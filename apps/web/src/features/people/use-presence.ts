import { use, useEffect } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { useVisible } from '../../ui/use-visible';
import { ClientContext } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';
import { presenceRead } from './people-slice';

/** A lease lasts for minutes: asking more often would tell nothing new. */
const everyMs = 60_000;
/** The most that `people.presence` takes. */
const mostIds = 100;

/** Asks who of these is there: when they come on the screen, and once a minute while the page can be seen. */
export const usePresence = (ids: readonly string[]): void => {
  // Its code may still be on its way.
  const client = use(ClientContext);
  const dispatch = useDispatch();
  const visible = useVisible();
  const isOnline = useSelector(selectStatus).state === 'online';
  const asked = [...new Set(ids)].sort().slice(0, mostIds).join();
  const asks = client !== null && visible && isOnline && asked !== '';

  useEffect(() => {
    if (!asks) return;
    const people = asked.split(',');
    const look = () =>
      client.presence(people).then(
        (online) => dispatch(presenceRead({ asked: people, online: [...online] })),
        // A courtesy: the next minute asks again.
        () => undefined,
      );
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [client, dispatch, asks, asked]);
};
