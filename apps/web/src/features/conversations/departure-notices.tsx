import { CloseButton } from '@mantine/core';
import { IconBan, IconDoorExit } from '@tabler/icons-react';
import { useDispatch, useSelector } from 'react-redux';
import { useAfter } from '../../ui/use-after';
import classes from './departure-notices.module.css';
import { type Departure, dismissed, selectDepartures } from './departures-slice';

/** What put me out comes a moment after the news that I am: so long nothing is said that would be wrong. */
const settledMs = 1_500;

const words = { removed: 'You were removed from', banned: 'You were banned from' };

const Notice = ({ departure: { id, how, name }, isOpen }: { departure: Departure; isOpen: boolean }) => {
  const dispatch = useDispatch();
  const isSettled = useAfter(settledMs, true);
  if (!how && !isSettled) return null;
  const Icon = how === 'banned' ? IconBan : IconDoorExit;
  const text = (
    <span>
      {how ? words[how] : 'You are no longer in'} <bdi>{name}</bdi>.
    </span>
  );
  // Its own page says it already, and more; to who does not see that, it is said here.
  if (isOpen) return <div className="p-hidden">{text}</div>;
  return (
    <div className={classes.notice}>
      <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} />
      {text}
      <CloseButton size="sm" aria-label={`Dismiss: ${name}`} onClick={() => dispatch(dismissed(id))} />
    </div>
  );
};

/** Says which conversations were taken from me while I looked elsewhere, until it is read. */
export const DepartureNotices = ({ openId }: { openId: string | undefined }) => (
  <div role="status" className={classes.place}>
    {useSelector(selectDepartures).map((one) => (
      <Notice key={one.id} departure={one} isOpen={one.id === openId} />
    ))}
  </div>
);
