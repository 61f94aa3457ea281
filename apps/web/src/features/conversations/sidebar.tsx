import { ActionIcon } from '@mantine/core';
import { IconHash, IconPlus, IconUsers } from '@tabler/icons-react';
import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { useSelector } from 'react-redux';
import { NavLink } from 'react-router';
import { Avatar } from '../../ui/avatar';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { PersonAvatar } from '../people/person-avatar';
import { Presence } from '../people/presence';
import { useFreshPeople } from '../people/use-fresh-people';
import { usePresence } from '../people/use-presence';
import { type ListedConversation, selectConversationList } from './conversation-list';
import { selectListed } from './conversations-slice';
import classes from './sidebar.module.css';

/** My conversations in sections, the latest activity first. */
export const Sidebar = ({ newDirect, newChannel }: { newDirect(): void; newChannel(): void }) => {
  const { unread, channels, direct } = useSelector(selectConversationList);
  const listed = useSelector(selectListed);
  const box = useRef<HTMLDivElement>(null);
  const keptFocus = useKeptFocus(box);
  usePresence([...unread, ...direct].flatMap(({ others }) => (others.length === 1 ? others : [])));
  useFreshPeople([...unread, ...direct].flatMap(({ others }) => others));
  return (
    <div ref={box} className={classes.sidebar} onKeyDown={moveFocus} {...keptFocus} aria-busy={!listed}>
      {unread.length > 0 && <Section title="Unread" conversations={unread} />}
      <Section
        title="Channels"
        conversations={channels}
        add={{ label: 'New channel', open: newChannel }}
        empty={
          listed ? (unread.some(({ kind }) => kind === 'channel') ? 'All are unread.' : 'No channels yet.') : undefined
        }
      />
      {!listed && <SkeletonRows rows={4} />}
      <Section
        title="Direct messages"
        conversations={direct}
        add={{ label: 'New direct message', open: newDirect }}
        empty={
          listed
            ? unread.some(({ kind }) => kind === 'direct')
              ? 'All are unread.'
              : 'No direct messages yet.'
            : undefined
        }
      />
    </div>
  );
};

// UX-A11Y-3: a row that goes to another section is another element; the focus that was on it goes with it. React tells
// no blur of what it takes away itself.
const useKeptFocus = (box: RefObject<HTMLElement | null>) => {
  const last = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!last.current || last.current.isConnected || document.activeElement !== document.body) return;
    const address = last.current.getAttribute('href');
    [...(box.current?.querySelectorAll('a') ?? [])].find((row) => row.getAttribute('href') === address)?.focus();
  });
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => void (last.current = target),
    onBlur: () => void (last.current = null),
  };
};

const Section = ({
  title,
  conversations,
  add,
  empty,
}: {
  title: string;
  conversations: ListedConversation[];
  add?: { label: string; open(): void };
  empty?: string | undefined;
}) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={classes.section}>
      <div className={classes.head}>
        <h2 id={heading}>{title}</h2>
        {add && (
          <ActionIcon variant="subtle" color="gray" className={classes.add} aria-label={add.label} onClick={add.open}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {conversations.length === 0 && empty && <p className={classes.empty}>{empty}</p>}
      <ul className={classes.list}>
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <Row conversation={conversation} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Row = ({ conversation: { id, kind, title, others, unread, mentions } }: { conversation: ListedConversation }) => (
  <NavLink to={`/c/${id}`} className={classes.row!} {...(unread > 0 && { 'data-unread': true })}>
    <span className={classes.icon}>{faceOf(kind, title, others)}</span>
    <bdi className={classes.title}>{title}</bdi>
    {others.length === 1 && kind === 'direct' && <Presence id={others[0]!} quiet />}
    <span className="p-hidden">, {kind === 'channel' ? 'channel' : 'direct message'}</span>
    {mentions > 0 && (
      <span className={classes.mentions}>
        <span className="p-hidden">, </span>
        <span aria-hidden>@</span>
        {mentions > 99 ? '99+' : mentions}
        <span className="p-hidden"> {mentions === 1 ? 'mention' : 'mentions'}</span>
      </span>
    )}
    {unread > 0 && (
      <span className={classes.count}>
        <span className="p-hidden">, </span>
        {unread > 99 ? '99+' : unread}
        <span className="p-hidden"> unread</span>
      </span>
    )}
  </NavLink>
);

const faceOf = (kind: ListedConversation['kind'], title: string, [first, second]: string[]): ReactNode => {
  if (kind === 'channel') return <IconHash size={18} stroke={1.75} aria-hidden />;
  if (second) return <IconUsers size={18} stroke={1.75} aria-hidden />;
  return first ? <PersonAvatar id={first} name={title} small /> : <Avatar name={title} seed={title} small />;
};

// Arrows move among the rows of all sections; Tab leaves the list by its own order.
const moveFocus = (event: KeyboardEvent<HTMLElement>) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = rows.findIndex((row) => row === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
};
