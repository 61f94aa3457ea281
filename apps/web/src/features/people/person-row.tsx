import type { Person } from '@parley/protocol';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/avatar';
import classes from '../../ui/settings.module.css';

/** Somebody in a list of settings, and what can be done about them. */
export const PersonRow = ({ person, note, children }: { person: Person; note?: string; children?: ReactNode }) => (
  <li className={classes.row}>
    <Avatar name={person.name} seed={person.id} colour={person.colour} />
    <div className={classes.main}>
      <div className={classes.name}>
        <bdi>{person.name}</bdi>
      </div>
      <div className={classes.note}>
        {person.email}
        {person.handle && ` · @${person.handle}`}
        {note && ` · ${note}`}
      </div>
    </div>
    <div className={classes.tools}>{children}</div>
  </li>
);
