import type { Person } from '@parley/protocol';
import { Avatar } from '../../ui/avatar';
import classes from './mention-list.module.css';

/** The people whom an `@` may mean; the field keeps the focus and tells which one is active (UX-MENT-1). */
export const MentionList = ({
  id,
  people,
  active,
  isMember,
  onChoose,
}: {
  id: string;
  people: Person[];
  active: number;
  isMember(id: string): boolean;
  onChoose(person: Person): void;
}) => (
  <ul id={id} role="listbox" aria-label="People to mention" className={classes.list}>
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
        <Avatar name={person.name} seed={person.id} colour={person.colour} small />
        <bdi className={classes.name}>{person.name}</bdi>
        <span className={classes.note}>{isMember(person.id) ? person.email : `not in this conversation`}</span>
      </li>
    ))}
  </ul>
);
