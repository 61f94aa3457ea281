import { ActionIcon, Button, Title } from '@mantine/core';
import { IconUserMinus, IconX } from '@tabler/icons-react';
import type { Person } from '@parley/protocol';
import { useEffect, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { later } from '../../ui/later';
import { Avatar } from '../../ui/avatar';
import { Notice } from '../../ui/notice';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { Presence } from '../people/presence';
import { usePresence } from '../people/use-presence';
import { selectMyId } from '../session/session-slice';
import classes from './members-pane.module.css';
import type { Members } from './use-members';

const AddPeopleDialog = later(() => import('./add-people-dialog').then((m) => m.AddPeopleDialog));
const RenameDialog = later(() => import('../conversations/rename-dialog').then((m) => m.RenameDialog));
const RemoveDialog = later(() => import('./remove-dialog').then((m) => m.RemoveDialog));
const LeaveDialog = later(() => import('./leave-dialog').then((m) => m.LeaveDialog));

/** Who is here, and what can be done about it. Takes the focus when it opens; Esc closes it. */
export const MembersPane = ({
  conversationId,
  title,
  direct,
  members,
  onClose,
}: {
  conversationId: string;
  title: string;
  direct: boolean;
  members: Members;
  onClose(): void;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const myId = useSelector(selectMyId);
  const [dialog, setDialog] = useState<'add' | 'rename' | 'leave' | { remove: Person }>();
  useEffect(() => heading.current?.focus(), []);
  const close = () => setDialog(undefined);
  const owns = !direct && members.list?.find(({ person }) => person.id === myId)?.role === 'owner';
  usePresence(members.list?.map(({ person }) => person.id) ?? []);
  return (
    <aside
      className={classes.pane}
      aria-label="Members"
      data-region
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || dialog) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className={classes.head}>
        <Title order={2} ref={heading} tabIndex={-1} className={classes.title}>
          Members
        </Title>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          className={classes.close}
          aria-label="Close members"
          onClick={onClose}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.body} aria-busy={!members.list && !members.trouble}>
        {members.trouble && (
          <Notice tone="danger">
            {members.trouble}{' '}
            <Button variant="subtle" size="compact-sm" onClick={members.again}>
              Try again
            </Button>
          </Notice>
        )}
        {!members.list && !members.trouble && <SkeletonRows rows={3} faces />}
        <ul className={classes.list}>
          {members.list?.map(({ person, role }) => (
            <li key={person.id} className={classes.member}>
              <Avatar name={person.name} seed={person.id} colour={person.colour} />
              <div className={classes.who}>
                <div className={classes.called}>
                  <bdi className={classes.name}>{person.name}</bdi>
                  <span className={classes.note}>
                    {person.id === myId && ' · you'}
                    {role === 'owner' && !direct && ' · owner'}
                  </span>
                </div>
                <div className={classes.email}>{person.email}</div>
                <Presence id={person.id} />
              </div>
              {owns && person.id !== myId && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={32}
                  className={classes.remove}
                  aria-label={`Remove ${person.name}`}
                  title="Remove from this channel"
                  onClick={() => setDialog({ remove: person })}
                >
                  <IconUserMinus size={18} stroke={1.75} aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.actions}>
        {!direct && (
          <Button variant="default" fullWidth onClick={() => setDialog('add')}>
            Add people
          </Button>
        )}
        {!direct && (
          <Button variant="default" fullWidth onClick={() => setDialog('rename')}>
            Rename channel
          </Button>
        )}
        <Button variant="subtle" color={direct ? 'gray' : 'red'} fullWidth onClick={() => setDialog('leave')}>
          {direct ? 'Hide conversation' : 'Leave channel'}
        </Button>
      </div>
      {dialog === 'add' && <AddPeopleDialog conversationId={conversationId} onClose={close} />}
      {dialog === 'rename' && <RenameDialog conversationId={conversationId} name={title} onClose={close} />}
      {typeof dialog === 'object' && (
        <RemoveDialog conversationId={conversationId} person={dialog.remove} onClose={close} />
      )}
      {dialog === 'leave' && (
        <LeaveDialog conversationId={conversationId} title={title} direct={direct} onClose={close} />
      )}
    </aside>
  );
};
