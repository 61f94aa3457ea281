import { useSelector } from 'react-redux';
import classes from './presence.module.css';
import { selectIsOnline } from './people-slice';

/**
 * Whether somebody is there: a disc or a ring, and a word, which `quiet` leaves to screen readers and the pointer. Nothing
 * while it is not known.
 */
export const Presence = ({ id, quiet = false }: { id: string; quiet?: boolean }) => {
  const online = useSelector((state: Parameters<typeof selectIsOnline>[0]) => selectIsOnline(state, id));
  if (online === undefined) return null;
  const word = online ? 'Online' : 'Offline';
  return (
    <span className={classes.presence} title={word}>
      <span className={classes.shape} data-online={online} aria-hidden />
      {quiet ? <span className="p-hidden">, {word.toLowerCase()}</span> : <span className={classes.word}>{word}</span>}
    </span>
  );
};
