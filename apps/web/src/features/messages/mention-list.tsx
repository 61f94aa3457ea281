import { IconUsers } from '@tabler/icons-react';
import type { Person } from '@parley/protocol';
import { PeopleOptions } from '../people/people-options';
import classes from './mention-list.module.css';
import { everyone } from './mention-text';

/** Whom an `@` may mean, above the composer (UX-MENT-1, UX-MENT-2). */
export const MentionList = ({
  isMember,
  everyoneNote,
  ...options
}: {
  id: string;
  people: Person[];
  active: number;
  isMember(id: string): boolean;
  /** What it does to call everyone here. */
  everyoneNote: string;
  onChoose(person: Person): void;
}) => (
  <div className={classes.place}>
    <PeopleOptions
      {...options}
      label="People to mention"
      faceOf={({ id }) => id === everyone.id && <IconUsers size={20} stroke={1.75} aria-hidden />}
      noteOf={({ id, email }) =>
        id === everyone.id ? everyoneNote : isMember(id) ? email : 'not in this conversation'
      }
    />
  </div>
);
