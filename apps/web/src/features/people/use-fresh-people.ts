import { use, useEffect } from 'react';
import { useSelector } from 'react-redux';
import { useVisible } from '../../ui/use-visible';
import { ClientContext } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';

/** Most of these looks ask nothing: a profile is read again only when it has grown old. */
const everyMs = 60_000;

/** Keeps names, colours and statuses of who is on screen as they are with the server, while the page can be seen (PEOPLE-3). */
export const useFreshPeople = (ids: readonly string[]): void => {
  // Its code may still be on its way.
  const client = use(ClientContext);
  const visible = useVisible();
  const isOnline = useSelector(selectStatus).state === 'online';
  const shown = [...new Set(ids)].sort().join();
  const looks = client !== null && visible && isOnline && shown !== '';

  useEffect(() => {
    if (!looks) return;
    const look = () => client.meet(shown.split(','));
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [client, looks, shown]);
};
