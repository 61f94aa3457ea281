import { Button } from '@mantine/core';
import { IconClockUp, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import type { Status } from '@parley/client';
import { howLongAgo } from '../../ui/times';
import { useAfter } from '../../ui/use-after';
import { useNow } from '../../ui/use-now';
import { selectListed } from '../conversations/conversations-slice';
import { selectLogs, unsentIn, unsentOf } from '../messages/messages-slice';
import { ClientContext } from './client-context';
import { use } from 'react';
import classes from './connection-banner.module.css';
import { selectIsDurable, selectStatus, selectWasOnline } from './connection-slice';

/** UX-CONN-1: trouble shorter than this is not worth a word. */
const patienceMs = 4_000;

/**
 * The connection's trouble in words; undefined while there is none. `wasOnline`: there is something to be up to date with;
 * `hasData`: something is shown all the same, kept on this device from another time.
 */
export const wordsFor = (
  status: Status,
  now: number,
  { wasOnline, hasData }: { wasOnline: boolean; hasData: boolean },
): string | undefined => {
  if (status.state === 'connecting') return 'Connecting…';
  if (status.state === 'catching-up')
    return status.left ? `Catching up, ${status.left.toLocaleString('en')} to go…` : 'Catching up on what you missed…';
  if (status.state === 'offline' && wasOnline) return `Offline. Last up to date ${howLongAgo(status.since, now)}.`;
  if (status.state === 'offline')
    return hasData ? 'Offline. This is from your last visit.' : 'Offline. Nothing has been loaded yet.';
  return undefined;
};

const icons = { offline: IconCloudOff, unsent: IconClockUp, other: IconRefresh };

/**
 * Says how the connection stands, and what of mine it holds up, in a place that is kept free for it, so that nothing shifts
 * (UX-CONN-1, UX-CONN-2).
 */
export const ConnectionBanner = ({ showUnsent }: { showUnsent(): void }) => {
  const status = useSelector(selectStatus);
  const client = use(ClientContext);
  const now = useNow(15_000);
  const hasData = useSelector(selectListed);
  const wasOnline = useSelector(selectWasOnline);
  const logs = useSelector(selectLogs);
  const unsent = unsentIn(logs);
  const failed = unsentOf(logs).some(({ state }) => state === 'failed');
  const words = wordsFor(status, now, { wasOnline, hasData });
  const isDurable = useSelector(selectIsDurable);
  const isLate = useAfter(patienceMs, unsent > 0);
  const shown = useAfter(patienceMs, words !== undefined);
  const offline = status.state === 'offline';
  const hasUnsent = unsent > 0 && (failed || isLate);
  if (!shown && !hasUnsent && isDurable) return <div className={classes.place} role="status" />;
  const Icon = icons[shown && offline ? 'offline' : shown ? 'other' : 'unsent'];
  return (
    <div className={classes.place} role="status">
      <div className={classes.banner}>
        <Icon size={16} aria-hidden className={classes.icon} />
        <span className={classes.words}>
          {shown ? words : hasUnsent ? '' : 'This browser stores nothing: what is unsent goes with this page.'}
        </span>
        {shown && offline && (
          <Button variant="subtle" size="compact-sm" className={classes.action} onClick={() => client?.probe()}>
            Try now
          </Button>
        )}
        {hasUnsent && (
          <Button variant="subtle" size="compact-sm" className={classes.action} onClick={showUnsent}>
            {unsent} unsent
          </Button>
        )}
      </div>
    </div>
  );
};
