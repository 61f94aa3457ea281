import { Button } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import type { Status } from '@parley/client';
import { howLongAgo } from '../../ui/times';
import { useAfter } from '../../ui/use-after';
import { useNow } from '../../ui/use-now';
import { ClientContext } from './client-context';
import { use } from 'react';
import classes from './connection-banner.module.css';
import { selectStatus, selectWasOnline } from './connection-slice';

/** UX-CONN-1: trouble shorter than this is not worth a word. */
const patienceMs = 4_000;

/** The connection's trouble in words; undefined while there is none. `wasOnline`: there is something to be up to date with. */
export const wordsFor = (status: Status, now: number, wasOnline: boolean): string | undefined => {
  if (status.state === 'connecting') return 'Connecting…';
  if (status.state === 'catching-up') return 'Catching up on what you missed…';
  if (status.state === 'offline' && !wasOnline) return 'Offline. Nothing has been loaded yet.';
  if (status.state === 'offline') return `Offline. Last up to date ${howLongAgo(status.since, now)}.`;
  return undefined;
};

/** Says how the connection stands, in a place that is kept free for it, so that nothing shifts (UX-CONN-1, UX-CONN-2). */
export const ConnectionBanner = () => {
  const status = useSelector(selectStatus);
  const client = use(ClientContext);
  const now = useNow(15_000);
  const words = wordsFor(status, now, useSelector(selectWasOnline));
  const shown = useAfter(patienceMs, words !== undefined);
  return (
    <div className={classes.place} role="status">
      {shown && (
        <div className={classes.banner}>
          {status.state === 'offline' ? (
            <IconCloudOff size={16} aria-hidden className={classes.icon} />
          ) : (
            <IconRefresh size={16} aria-hidden className={classes.icon} />
          )}
          <span className={classes.words}>{words}</span>
          {status.state === 'offline' && (
            <Button variant="subtle" size="compact-sm" className={classes.action} onClick={() => client?.probe()}>
              Try now
            </Button>
          )}
        </div>
      )}
    </div>
  );
};
