import { use, useEffect } from 'react';
import { useDispatch, useSelector, useStore } from 'react-redux';
import { useVisible } from '../../ui/use-visible';
import { ClientContext } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';
import { presenceRead, selectIsTurning, settleMs } from './people-slice';

/** A lease lasts for minutes: asking more often would tell nothing new. */
const everyMs = 60_000;
/** The most that `people.presence` takes. */
const mostIds = 100;

/**
 * Asks who of these is there: when they come on the screen, once a minute while the page can be seen, and again where
 * somebody came or went, for that is shown once it has settled.
 */
export const usePresence = (ids: readonly string[]): void => {
  // Its code may still be on its way.
  const client = use(ClientContext);
  const dispatch = useDispatch();
  const store = useStore<Parameters<typeof selectIsTurning>[0]>();
  const visible = useVisible();
  const isOnline = useSelector(selectStatus).state === 'online';
  const asked = [...new Set(ids)].sort().slice(0, mostIds).join();
  const asks = client !== null && visible && isOnline && asked !== '';

  useEffect(() => {
    if (!asks) return;
    const people = asked.split(',');
    let settling: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      const online = await client.presence(people);
      dispatch(presenceRead({ asked: people, online: [...online], at: Date.now() }));
      clearTimeout(settling);
      if (!isOver && selectIsTurning(store.getState(), people)) settling = setTimeout(looks, settleMs);
    };
    // A courtesy: where it fails, the next minute asks again.
    const looks = () => void look().catch(() => undefined);
    looks();
    const timer = setInterval(looks, everyMs);
    return () => {
      isOver = true;
      clearInterval(timer);
      clearTimeout(settling);
    };
  }, [client, dispatch, store, asks, asked]);
};
