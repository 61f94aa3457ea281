import { isKnown, type Entry, type Person } from '@parley/protocol';
import { Fragment, type JSX, memo, type ReactNode } from 'react';
import { useSelector } from 'react-redux';
import { timeOfDay } from '../../ui/times';
import { aRole } from '../memberships/member-standing';
import { nameIn, selectPeople } from '../people/people-slice';
import classes from './message-row.module.css';
import { RowFrame } from './row-frame';
import type { SystemRow as Row } from './timeline-rows';

const joiner = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** "Ana, Bo, and Cy", each name kept to itself so that directions never mix. */
const names = (ids: string[], people: Record<string, Person>): ReactNode => {
  const parts = joiner.formatToParts(ids.map((id) => nameIn(people, id)));
  return parts.map(({ type, value }, i) =>
    type === 'element' ? <bdi key={i}>{value}</bdi> : <Fragment key={i}>{value}</Fragment>,
  );
};

/** What happened, in words. Total: a kind without a sentence does not compile. */
export const sentence = (entry: Entry, people: Record<string, Person>): JSX.Element | null => {
  const author = <bdi>{nameIn(people, entry.author)}</bdi>;
  if (!isKnown(entry)) return <>{author} did something that this version of Parley cannot show. Reload the page.</>;
  switch (entry.kind) {
    case 'conversation.created': {
      const others = entry.body.people.filter((id) => id !== entry.author);
      if (entry.body.kind === 'direct') return <>{author} started this conversation</>;
      return others.length === 0 ? (
        <>{author} created this channel</>
      ) : (
        <>
          {author} created this channel and added {names(others, people)}
        </>
      );
    }
    case 'members.added':
      return (
        <>
          {author} added {names(entry.body.people, people)}
        </>
      );
    case 'member.left': {
      const { heir } = entry.body;
      return heir ? (
        <>
          {author} left; {names([heir], people)} is the owner now
        </>
      ) : (
        <>{author} left</>
      );
    }
    case 'member.role': {
      const { personId, role } = entry.body;
      return personId === entry.author ? (
        <>
          {author} stepped down and is {aRole[role]} now
        </>
      ) : (
        <>
          {author} made {names([personId], people)} {aRole[role]}
        </>
      );
    }
    case 'member.banned':
      return (
        <>
          {author} banned {names([entry.body.personId], people)}
        </>
      );
    case 'member.unbanned':
      return (
        <>
          {author} lifted the ban of {names([entry.body.personId], people)}
        </>
      );
    case 'conversation.renamed':
      return (
        <>
          {author} renamed this channel to <bdi>{entry.body.name}</bdi>
        </>
      );
    case 'member.removed':
      return (
        <>
          {author} removed {names([entry.body.personId], people)}
        </>
      );
    // These have rows of their own, or change those of others.
    case 'message.posted':
    case 'message.edited':
    case 'message.deleted':
    case 'message.discarded':
    case 'reaction.added':
    case 'reaction.removed':
      return null;
  }
};

/** Something that happened to the conversation itself. */
export const SystemRow = memo(
  ({ row, now }: { row: Row; now: number }) => {
    const people = useSelector(selectPeople);
    return (
      <RowFrame row={row} now={now}>
        <article className={classes.system} data-row tabIndex={-1}>
          {sentence(row.entry, people)} · {timeOfDay(row.at)}
        </article>
      </RowFrame>
    );
  },
  (one, other) => one.now === other.now && one.row.seq === other.row.seq && one.row.day === other.row.day,
);
SystemRow.displayName = 'SystemRow';
