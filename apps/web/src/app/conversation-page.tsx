import { ActionIcon, Button, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconBan,
  IconDoorExit,
  IconHash,
  IconMessageQuestion,
  IconUsers,
} from '@tabler/icons-react';
import type { ConversationSummary } from '@parley/protocol';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { Link, useParams } from 'react-router';
import { ConnectionBanner } from '../features/connection/connection-banner';
import { useClient } from '../features/connection/client-context';
import { released, seen } from '../features/conversations/conversations-slice';
import { titleOf } from '../features/conversations/conversation-list';
import { useConversation } from '../features/conversations/use-conversation';
import { useMembers } from '../features/memberships/use-members';
import { ConversationView } from '../features/messages/conversation-view';
import { selectPeople } from '../features/people/people-slice';
import { PersonAvatar } from '../features/people/person-avatar';
import { Presence } from '../features/people/presence';
import { selectMyId } from '../features/session/session-slice';
import { later } from '../ui/later';
import { Avatar } from '../ui/avatar';
import { SkeletonRows } from '../ui/skeleton-rows';
import { StatePage } from '../ui/state-page';
import classes from './conversation-page.module.css';
import { useDialogs } from './dialogs';
import { usePhone } from './use-phone';
import { useTitle } from './use-title';

const MembersPane = later(() => import('../features/memberships/members-pane').then((m) => m.MembersPane));

/** `/c/:conversationId` */
export const ConversationPage = () => {
  const { conversationId = '' } = useParams();
  const found = useConversation(conversationId);
  const myId = useSelector(selectMyId) ?? '';
  switch (found.state) {
    case 'found':
      // A page per conversation: nothing of one is left in the other.
      return <Conversation key={conversationId} summary={found.summary} myId={myId} />;
    case 'loading':
      return <Loading />;
    case 'unknown':
      return (
        <Away icon={<IconMessageQuestion size={28} stroke={1.5} />} title="There is no such conversation here">
          The address may be wrong, or the conversation is one that you are not in.
        </Away>
      );
    case 'removed':
      return (
        <Away icon={<IconDoorExit size={28} stroke={1.5} />} title="You are no longer in this conversation">
          You left it or were removed, so its messages are gone from this device. Somebody who is in it can add you
          again, unless you were banned.
        </Away>
      );
    case 'banned':
      return (
        <Away icon={<IconBan size={28} stroke={1.5} />} title="You were banned from this channel">
          Its messages are gone from this device, and nobody can add you again until an owner or a moderator of the
          channel lifts the ban.
        </Away>
      );
    case 'failed':
      return (
        <Away
          icon={<IconAlertTriangle size={28} stroke={1.5} />}
          title="This conversation could not be loaded"
          action={<Button onClick={found.again}>Try again</Button>}
        >
          {found.why}
        </Away>
      );
  }
};

const Loading = () => {
  // Not the title of the page before.
  useTitle(undefined);
  return (
    <div className={classes.column} aria-busy>
      <h1 className="p-hidden">Loading conversation</h1>
      <SkeletonRows rows={6} faces />
    </div>
  );
};

const Away = ({
  icon,
  title,
  action,
  children,
}: {
  icon: ReactNode;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) => {
  useTitle(title);
  const back = useRef<HTMLAnchorElement>(null);
  // What had the focus went with the conversation: whoever uses the keyboard goes on from here.
  useEffect(() => {
    if (document.activeElement === document.body) back.current?.focus();
  }, []);
  return (
    <StatePage
      icon={icon}
      title={title}
      action={
        action ?? (
          <Button component={Link} to="/" ref={back}>
            Back to conversations
          </Button>
        )
      }
    >
      {children}
    </StatePage>
  );
};

const Conversation = ({ summary, myId }: { summary: ConversationSummary; myId: string }) => {
  const { id, kind, people: fixed } = summary.conversation;
  const people = useSelector(selectPeople);
  const title = titleOf(summary, people, myId);
  const client = useClient();
  const dispatch = useDispatch();
  const openDialog = useDialogs();
  const members = useMembers(id);
  const [showsMembers, setShowsMembers] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const phone = usePhone();
  const count = fixed?.length ?? members.list?.length;
  const other = kind === 'direct' ? fixed?.find((person) => person !== myId) : undefined;
  const only = kind === 'direct' && fixed?.length === 2 ? other : undefined;
  useTitle(title);
  const closeMembers = () => {
    setShowsMembers(false);
    opener.current?.focus();
  };
  // UX-COMP-3: what was open nearer has had it by now; then the pane; then all is read.
  const escape = (event: KeyboardEvent<HTMLElement>) => {
    const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing || !isHere) return;
    if (showsMembers) return closeMembers();
    const { seq, n } = summary.latest;
    dispatch(released(id));
    dispatch(seen({ conversationId: id, seq, n }));
    client.markRead(id, seq);
  };
  return (
    <div className={classes.page} onKeyDown={escape}>
      <div className={classes.column}>
        <div className={classes.head}>
          {phone && (
            <ActionIcon
              component={Link}
              to="/"
              variant="subtle"
              color="gray"
              size={44}
              aria-label="Back to conversations"
            >
              <IconArrowLeft size={20} aria-hidden />
            </ActionIcon>
          )}
          <span className={classes.face}>
            {kind === 'channel' ? (
              <IconHash size={20} stroke={1.75} aria-hidden />
            ) : only ? (
              <PersonAvatar id={only} name={title} />
            ) : (
              <Avatar name={title} seed={other ?? id} />
            )}
          </span>
          <div className={classes.names}>
            <Title order={1} className={classes.title}>
              <bdi>{title}</bdi>
            </Title>
            <div className={classes.subtitle}>
              {kind === 'channel' ? 'Channel' : (fixed?.length ?? 0) > 2 ? 'Group message' : 'Direct message'}
              {only && (
                <>
                  {' '}
                  <Presence id={only} />
                </>
              )}
            </div>
          </div>
          {phone && <ConnectionBanner compact showUnsent={() => openDialog('unsent')} />}
          <Button
            ref={opener}
            variant="subtle"
            color="gray"
            className={classes.members!}
            leftSection={<IconUsers size={18} stroke={1.75} aria-hidden />}
            aria-label={count === undefined ? 'Members' : `Members, ${count}`}
            aria-expanded={showsMembers}
            onClick={() => setShowsMembers(!showsMembers)}
          >
            {count ?? ' '}
          </Button>
        </div>
        <ConversationView summary={summary} title={title} myId={myId} members={members} />
      </div>
      {showsMembers && (
        <MembersPane
          conversationId={id}
          title={title}
          direct={kind === 'direct'}
          members={members}
          onClose={closeMembers}
        />
      )}
    </div>
  );
};
