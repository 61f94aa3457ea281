import { ActionIcon, Button, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Person } from '@parley/protocol';
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { later } from '../../ui/later';
import { Notice } from '../../ui/notice';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { useBlocked } from '../people/use-blocked';
import { usePresence } from '../people/use-presence';
import { selectMyId, selectMyRole } from '../session/session-slice';
import { BannedPeople } from './banned-people';
import { MemberRow, type RowAct } from './member-row';
import { memberActs, moderates } from './member-standing';
import classes from './members-pane.module.css';
import { useBans } from './use-bans';
import type { Members } from './use-members';

const AddPeopleDialog = later(() => import('./add-people-dialog').then((m) => m.AddPeopleDialog));
const RenameDialog = later(() => import('../conversations/rename-dialog').then((m) => m.RenameDialog));
const MemberDialog = later(() => import('./member-dialog').then((m) => m.MemberDialog));
const UnbanDialog = later(() => import('./ban-dialog').then((m) => m.UnbanDialog));
const LeaveDialog = later(() => import('./leave-dialog').then((m) => m.LeaveDialog));

type Shown = 'add' | 'rename' | 'leave' | { person: Person; chosen: RowAct } | { unban: Person };

// UX-A11Y-3: who is put out takes their row with them, and the focus that came back to it. React tells no blur of that.
const useKeptFocus = () => {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (last.current && !last.current.isConnected && document.activeElement === document.body) heading.current?.focus();
  });
  return {
    heading,
    kept: {
      onFocus: ({ target }: FocusEvent<HTMLElement>) => void (last.current = target),
      onBlur: () => void (last.current = null),
    },
  };
};

/** Who is here, what they are, and what can be done about it. Takes the focus when it opens; Esc closes it. */
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
  const { heading, kept } = useKeptFocus();
  const myId = useSelector(selectMyId);
  const isGuest = useSelector(selectMyRole) === 'guest';
  const [dialog, setDialog] = useState<Shown>();
  const close = () => setDialog(undefined);
  const { list } = members;
  const myRole = direct ? undefined : list?.find(({ person }) => person.id === myId)?.role;
  const owners = list?.filter(({ role }) => role === 'owner') ?? [];
  const isLastOwner = myRole === 'owner' && owners.length === 1 && (list?.length ?? 0) > 1;
  const bans = useBans(conversationId, moderates(myRole));
  const blocked = useBlocked(true);
  const blockOf = (id: string): RowAct[] =>
    blocked && id !== myId ? [{ act: blocked.includes(id) ? 'unblock' : 'block' }] : [];
  // With two in it there is one whom it can be about: a button has its place without a menu, also before that is known.
  const other = direct && list?.length === 2 ? list.find(({ person }) => person.id !== myId)?.person : undefined;
  const isOtherBlocked = other !== undefined && blocked?.includes(other.id);
  usePresence(list?.map(({ person }) => person.id) ?? []);
  return (
    <aside
      className={classes.pane}
      aria-label="Members"
      data-region
      {...kept}
      onKeyDown={(event) => {
        // A menu or a dialog has its own Esc; what they are drawn in is elsewhere.
        const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key !== 'Escape' || event.defaultPrevented || dialog || !isHere) return;
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
      <div className={classes.body} aria-busy={!list && !members.trouble}>
        {members.trouble && (
          <Notice tone="danger">
            {members.trouble}{' '}
            <Button variant="subtle" size="compact-sm" onClick={members.again}>
              Try again
            </Button>
          </Notice>
        )}
        {!list && !members.trouble && <SkeletonRows rows={3} faces />}
        <ul className={classes.list} aria-label="Members">
          {list?.map((member) => {
            const { person, role } = member;
            const isMe = person.id === myId;
            const acts = [...memberActs(myRole, { role, isMe }), ...(other ? [] : blockOf(person.id))];
            return (
              <MemberRow
                key={person.id}
                {...{ member, isMe, direct, acts }}
                onAct={(chosen) => setDialog({ person, chosen })}
              />
            );
          })}
        </ul>
        {moderates(myRole) && <BannedPeople bans={bans} onUnban={(person) => setDialog({ unban: person })} />}
      </div>
      <div className={classes.actions}>
        {!direct && !isGuest && (
          <Button variant="default" fullWidth onClick={() => setDialog('add')}>
            Add people
          </Button>
        )}
        {moderates(myRole) && (
          <Button variant="default" fullWidth onClick={() => setDialog('rename')}>
            Rename channel
          </Button>
        )}
        {other && (
          <Button
            variant="default"
            fullWidth
            disabled={!blocked}
            onClick={() => setDialog({ person: other, chosen: { act: isOtherBlocked ? 'unblock' : 'block' } })}
          >
            {isOtherBlocked ? 'Unblock' : 'Block'} <bdi className={classes.whom}>{other.name}</bdi>
          </Button>
        )}
        <Button variant="subtle" color={direct ? 'gray' : 'red'} fullWidth onClick={() => setDialog('leave')}>
          {direct ? 'Hide conversation' : 'Leave channel'}
        </Button>
      </div>
      {dialog === 'add' && <AddPeopleDialog conversationId={conversationId} onClose={close} />}
      {dialog === 'rename' && <RenameDialog conversationId={conversationId} name={title} onClose={close} />}
      {typeof dialog === 'object' && 'unban' in dialog && (
        <UnbanDialog conversationId={conversationId} person={dialog.unban} onClose={close} />
      )}
      {typeof dialog === 'object' && 'chosen' in dialog && (
        <MemberDialog
          conversationId={conversationId}
          person={dialog.person}
          isMe={dialog.person.id === myId}
          chosen={dialog.chosen}
          onClose={close}
        />
      )}
      {dialog === 'leave' && <LeaveDialog {...{ conversationId, title, direct, isLastOwner }} onClose={close} />}
    </aside>
  );
};
