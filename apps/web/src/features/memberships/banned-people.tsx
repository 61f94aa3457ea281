import { Button } from '@mantine/core';
import type { Person } from '@parley/protocol';
import { useId } from 'react';
import { Avatar } from '../../ui/avatar';
import { Notice } from '../../ui/notice';
import { SkeletonRows } from '../../ui/skeleton-rows';
import classes from './members-pane.module.css';
import type { Pages } from './use-pages';

/** Who is kept out of a channel, for those who may let them in again. */
export const BannedPeople = ({ bans, onUnban }: { bans: Pages<Person>; onUnban(person: Person): void }) => {
  const heading = useId();
  const { list, trouble, again } = bans;
  return (
    <section aria-labelledby={heading} aria-busy={!list && !trouble} className={classes.banned}>
      <h3 id={heading} className={classes.subtitle}>
        Banned
      </h3>
      {trouble && (
        <Notice tone="danger">
          {trouble}{' '}
          <Button variant="subtle" size="compact-sm" onClick={again}>
            Try again
          </Button>
        </Notice>
      )}
      {!list && !trouble && <SkeletonRows rows={1} faces />}
      {list?.length === 0 && <div className={classes.email}>Nobody is banned.</div>}
      {list && list.length > 0 && (
        <ul className={classes.list} aria-labelledby={heading}>
          {list.map((person) => (
            <li key={person.id} className={classes.member}>
              <Avatar name={person.name} seed={person.id} colour={person.colour} />
              <div className={classes.who}>
                <div className={classes.called}>
                  <bdi className={classes.name}>{person.name}</bdi>
                </div>
                <div className={classes.email}>{person.email}</div>
              </div>
              <Button variant="default" size="compact-sm" className={classes.unban!} onClick={() => onUnban(person)}>
                Unban <span className="p-hidden">{person.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
