import { IconUsers } from '@tabler/icons-react';
import type { Person } from '@parley/protocol';
import { PeopleOptions } from '../people/people-options';
import classes from './mention-list.module.css';
import { everyone } from './mention-text';
import type { Mentionable } from './use-mentions';

/** Whom an `@` may mean (UX-MENT-1, UX-MENT-2): over what is above the field, or in the line of the page. */
export const MentionList = ({
  mentionable: { isMember, everyoneNote },
  inline = false,
  ...options
}: {
  id: string;
  people: Person[];
  active: number;
  mentionable: Mentionable;
  inline?: boolean;
  onChoose(person: Person): void;
}) => (
  <div className={inline ? classes.inline : classes.place}>
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
