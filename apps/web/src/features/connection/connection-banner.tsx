import { Button } from '@mantine/core';
import { IconClockUp, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import type { Status } from '@parley/client';
import { howLongAgo } from '../../ui/times';
import { useNow } from '../../ui/use-now';
import { selectListed } from '../conversations/conversations-slice';
import { selectLogs, unsentOf } from '../messages/messages-slice';
import { ClientContext } from './client-context';
import { use } from 'react';
import classes from './connection-banner.module.css';
import { selectIsDurable, selectStatus, selectWasOnline } from './connection-slice';
import { useTrouble } from './trouble';

/**
 * The connection's trouble in words; undefined while there is none. `wasOnline`: there is something to be up to date with;
 * `hasData`: something is shown all the same, kept on this device from another time. `isDurable`: what is unsent survives a
 * reload.
 */
export const wordsFor = (
  status: Status,
  now: number,
  { wasOnline, hasData, isDurable = true }: { wasOnline: boolean; hasData: boolean; isDurable?: boolean },
): string | undefined => {
  if (status.state === 'connecting') return 'Connecting…';
  if (status.state === 'outdated')
    return isDurable ? 'Parley was updated. Reload to go on.' : 'Parley was updated. Copy what is unsent, then reload.';
  if (status.state === 'catching-up')
    return status.left ? `Catching up, ${status.left.toLocaleString('en')} to go…` : 'Catching up on what you missed…';
  if (status.state === 'offline' && wasOnline) return `Offline. Last up to date ${howLongAgo(status.since, now)}.`;
  if (status.state === 'offline')
    return hasData ? 'Offline. This is from your last visit.' : 'Offline. Nothing has been loaded yet.';
  return undefined;
};

/** The same in a word, for a screen of one column; what is said in full stands with the composer there. */
const shortWords: Partial<Record<Status['state'], string>> = {
  connecting: 'Connecting…',
  'catching-up': 'Catching up…',
  offline: 'Offline',
  outdated: 'Outdated',
};

const storesNothing = 'This browser stores nothing: what is unsent goes with this page.';

const icons = { offline: IconCloudOff, unsent: IconClockUp, other: IconRefresh };

/**
 * Says how the connection stands, and what of mine it holds up, in a place that is kept free for it, so that nothing shifts
 * (UX-CONN-1, UX-CONN-2).
 */
export const ConnectionBanner = ({
  compact = false,
  showUnsent,
}: {
  /** Where there is room for a word and one button: what is unsent comes first, and has a way to try now too. */
  compact?: boolean;
  showUnsent(): void;
}) => {
  const status = useSelector(selectStatus);
  const client = use(ClientContext);
  const now = useNow(15_000);
  const hasData = useSelector(selectListed);
  const wasOnline = useSelector(selectWasOnline);
  const logs = useSelector(selectLogs);
  const unsent = unsentOf(logs).length;
  const isDurable = useSelector(selectIsDurable);
  const words = wordsFor(status, now, { wasOnline, hasData, isDurable });
  const trouble = useTrouble();
  const shown = words !== undefined && trouble.connection;
  const offline = status.state === 'offline';
  const outdated = status.state === 'outdated';
  const hasUnsent = unsent > 0 && trouble.unsent;
  if (!shown && !hasUnsent && isDurable) return <div className={classes.place} role="status" />;
  const Icon = icons[shown && offline ? 'offline' : shown ? 'other' : 'unsent'];
  return (
    <div className={classes.place} role="status" data-shown>
      <div className={classes.banner}>
        <Icon size={16} aria-hidden className={classes.icon} />
        <span className={classes.words}>
          {shown ? (compact ? shortWords[status.state] : words) : hasUnsent ? '' : storesNothing}
        </span>
        {shown && offline && !(compact && hasUnsent) && (
          <Button variant="subtle" size="compact-sm" className={classes.action} onClick={() => client?.probe()}>
            {compact ? <IconRefresh size={16} aria-label="Try now" role="img" /> : 'Try now'}
          </Button>
        )}
        {outdated && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.action}
            onClick={() => window.location.reload()}
          >
            Reload
          </Button>
        )}
        {hasUnsent && !(compact && outdated) && (
          <Button variant="subtle" size="compact-sm" className={classes.action} onClick={showUnsent}>
            {unsent} unsent
          </Button>
        )}
      </div>
    </div>
  );
};
