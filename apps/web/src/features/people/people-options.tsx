import type { Person } from '@parley/protocol';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/avatar';
import classes from './people-options.module.css';

/** People to choose from; the field that lists them keeps the focus and tells which one is active. */
export const PeopleOptions = ({
  id,
  label,
  people,
  active,
  faceOf,
  noteOf,
  onChoose,
}: {
  id: string;
  label: string;
  people: readonly Person[];
  active: number;
  /** What stands in the place of their avatar; false: nothing does. */
  faceOf?(person: Person): ReactNode;
  noteOf(person: Person): string;
  onChoose(person: Person): void;
}) => (
  <ul id={id} role="listbox" aria-label={label} className={classes.list}>
    {people.map((person, i) => (
      <li
        key={person.id}
        id={`${id}${i}`}
        role="option"
        aria-selected={i === active}
        className={classes.option}
        ref={i === active ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
        // The field keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onChoose(person)}
      >
        {faceOf?.(person) || <Avatar name={person.name} seed={person.id} colour={person.colour} small />}
        <bdi className={classes.name}>{person.name}</bdi>
        <span className={classes.note}>{noteOf(person)}</span>
      </li>
    ))}
  </ul>
);
