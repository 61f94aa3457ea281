import type { Person } from '@parley/protocol';
import { PeopleOptions } from '../people/people-options';
import classes from './mention-list.module.css';

/** The people whom an `@` may mean, above the composer (UX-MENT-1). */
export const MentionList = ({
  isMember,
  ...options
}: {
  id: string;
  people: Person[];
  active: number;
  isMember(id: string): boolean;
  onChoose(person: Person): void;
}) => (
  <div className={classes.place}>
    <PeopleOptions
      {...options}
      label="People to mention"
      noteOf={({ id, email }) => (isMember(id) ? email : 'not in this conversation')}
    />
  </div>
);
