import { use, useEffect } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { ClientContext } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';
import { blockedRead, selectBlocked, selectIsBlockedFresh } from './people-slice';

/**
 * Whom I blocked; undefined until that is known. Asked for once a connection, where `needed`: another device of mine may
 * have changed it while this one was away.
 */
export const useBlocked = (needed: boolean): readonly string[] | undefined => {
  const client = use(ClientContext);
  const dispatch = useDispatch();
  const isOnline = useSelector(selectStatus).state === 'online';
  const isFresh = useSelector(selectIsBlockedFresh);
  const asks = needed && client !== null && isOnline && !isFresh;
  useEffect(() => {
    if (!asks) return;
    client.ask('people.blocked', {}).then(
      ({ people }) => dispatch(blockedRead(people)),
      // It is only told where it is known; the next conversation asks again.
      () => undefined,
    );
  }, [asks, client, dispatch]);
  return useSelector(selectBlocked);
};
