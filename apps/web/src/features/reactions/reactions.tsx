import type { Reactions as Given } from '@parley/protocol';
import { useId, useState } from 'react';
import { useSelector } from 'react-redux';
import { nameIn, selectPeople } from '../people/people-slice';
import { selectMyId } from '../session/session-slice';
import classes from './reactions.module.css';

const joiner = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });
/** More names than these are told by their number. */
const mostNames = 20;

/** What people reacted with: a button for each emoji that adds or takes back mine (UX-REACT-2). */
export const Reactions = ({
  reactions,
  reachable,
  onToggle,
}: {
  reactions: Given;
  /** Whether Tab stops here: only in the row that has the focus, for rows are one stop. */
  reachable: boolean;
  /** `on`: I react with it from now on. */
  onToggle(emoji: string, on: boolean): void;
}) => {
  const myId = useSelector(selectMyId);
  return (
    <ul className={classes.list} aria-label="Reactions">
      {Object.entries(reactions).map(([emoji, ids]) => (
        <li key={emoji} className={classes.item}>
          <Chip
            emoji={emoji}
            ids={ids}
            mine={ids.some((id) => id === myId)}
            reachable={reachable}
            onToggle={onToggle}
          />
        </li>
      ))}
    </ul>
  );
};

/** "👍, 2, including you": a screen reader says the emoji by its name. */
export const chipName = (emoji: string, count: number, mine: boolean): string =>
  `${emoji}, ${count}${mine ? ', including you' : ''}`;

const Chip = ({
  emoji,
  ids,
  mine,
  reachable,
  onToggle,
}: {
  emoji: string;
  ids: string[];
  mine: boolean;
  reachable: boolean;
  onToggle(emoji: string, on: boolean): void;
}) => {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <span onPointerEnter={() => setShown(true)} onPointerLeave={() => setShown(false)}>
      <button
        type="button"
        className={classes.chip}
        aria-pressed={mine}
        aria-label={chipName(emoji, ids.length, mine)}
        aria-describedby={shown ? id : undefined}
        tabIndex={reachable ? 0 : -1}
        onClick={() => onToggle(emoji, !mine)}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onKeyDown={(event) => {
          // Esc closes what lies nearest: here the names alone.
          if (event.key !== 'Escape' || !shown) return;
          event.preventDefault();
          setShown(false);
        }}
      >
        <span className={classes.emoji} aria-hidden>
          {emoji}
        </span>
        <span aria-hidden>{ids.length}</span>
      </button>
      {shown && <Names id={id} ids={ids} />}
    </span>
  );
};

const Names = ({ id, ids }: { id: string; ids: string[] }) => {
  const people = useSelector(selectPeople);
  const named = ids.slice(0, mostNames).map((one) => nameIn(people, one));
  const rest = ids.length - named.length;
  return (
    <span id={id} role="tooltip" className={classes.people}>
      {joiner.format(rest > 0 ? [...named, `${rest} more`] : named)}
    </span>
  );
};
