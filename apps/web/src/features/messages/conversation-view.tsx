import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ConversationSummary } from '@parley/protocol';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { later } from '../../ui/later';
import { Notice } from '../../ui/notice';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { StatePage } from '../../ui/state-page';
import { useAttention } from '../../ui/use-attention';
import { useVisible } from '../../ui/use-visible';
import { useClient } from '../connection/client-context';
import { released } from '../conversations/conversations-slice';
import { everyoneNote, moderates } from '../memberships/member-standing';
import type { Members } from '../memberships/use-members';
import { BlockedNote } from '../people/blocked-note';
import { useFreshPeople } from '../people/use-fresh-people';
import { selectMyRole } from '../session/session-slice';
import { Announcer } from './announcer';
import { Composer, type ComposerHandle } from './composer';
import classes from './conversation-view.module.css';
import { keepPlace, placeIn } from './kept-place';
import { emptyLog, refusalRead, selectLog } from './messages-slice';
import { receiptRows } from './receipt-rows';
import { Timeline, type TimelineHandle } from './timeline';
import { timelineRows } from './timeline-rows';
import { TypingLine } from './typing-line';
import { useCandidates } from './use-candidates';
import { useMessageWork } from './use-message-work';
import { useOpenedLog } from './use-opened-log';
import { useReceipts } from './use-receipts';
import { useSendQuestions } from './use-send-questions';
import { useUnreadLine } from './use-unread-line';

const ReplyBar = later(() => import('./reply-bar').then((m) => m.ReplyBar));
const EmojiPicker = later(() => import('../reactions/emoji-picker').then((m) => m.EmojiPicker));
const DeleteDialog = later(() => import('./delete-dialog').then((m) => m.DeleteDialog));

type State = Parameters<typeof selectLog>[0];

/** Why a message could not even be kept until it is sent (UX-SEND-8, UX-PWA-6). */
const notKept = (error: unknown): string =>
  error instanceof Error && error.name === 'OutboxFull'
    ? 'Too much is waiting to be sent already. Your text is kept here; send it when some of that has gone.'
    : 'This browser could not keep the message until it is sent. Make room on the device, then send it again.';

/** One conversation: what was said, and a place to answer. */
export const ConversationView = ({
  summary,
  title,
  myId,
  members,
}: {
  summary: ConversationSummary;
  title: string;
  myId: string;
  members: Members;
}) => {
  const { id, kind, people: fixed } = summary.conversation;
  const client = useClient();
  const dispatch = useDispatch();
  const attention = useAttention();
  const visible = useVisible();
  const composer = useRef<ComposerHandle>(null);
  const timeline = useRef<TimelineHandle>(null);
  const lineAfter = useUnreadLine(summary, attention);
  const [place] = useState(() => placeIn(id));
  // Once: who leaves and comes back begins as anybody does.
  useEffect(() => keepPlace(undefined), []);
  const firstShown = place ? Math.min(place.seq, lineAfter ?? Infinity) : lineAfter;
  const { opening, again, older, loadOlder } = useOpenedLog(id, firstShown);
  const log = useSelector((state: State) => selectLog(state, id)) ?? emptyLog;
  const { entries, folded, outgoing, changes, complete, stale, refused } = log;
  const bare = useMemo(
    () => timelineRows({ entries, folded, outgoing, changes, complete }, myId, lineAfter),
    [entries, folded, outgoing, changes, complete, myId, lineAfter],
  );
  useFreshPeople(useMemo(() => [...new Set(entries.map(({ author }) => author))], [entries]));
  const memberCount = fixed?.length ?? members.list?.length;
  // Who is writing, and how far it has come, is told about what is on the screen alone: so that is said before anybody asks
  // how far it has come, and nothing falls in between (SYNC-1).
  useEffect(() => {
    if (!visible) return;
    client.focus(id);
    return () => client.focus(undefined);
  }, [client, id, visible]);
  const receipts = useReceipts(id, memberCount, visible);
  const rows = useMemo(
    () => receiptRows(bare, receipts, memberCount && memberCount - 1),
    [bare, receipts, memberCount],
  );
  const [trouble, setTrouble] = useState<string>();
  const candidates = useCandidates(members, entries, myId);
  const memberIds = useMemo(() => {
    const ids = fixed ?? members.list?.map(({ person }) => person.id);
    return ids && new Set(ids);
  }, [fixed, members.list]);
  const myRole = kind === 'channel' ? members.list?.find(({ person }) => person.id === myId)?.role : undefined;
  const mine = { role: myRole, rank: useSelector(selectMyRole) };
  const other = kind === 'direct' && fixed?.length === 2 ? fixed.find((person) => person !== myId) : undefined;
  const { ask, question } = useSendQuestions({
    conversationId: id,
    memberIds,
    mine,
    canAdd: kind === 'channel' && mine.rank !== 'guest',
  });
  const mentionable = {
    candidates,
    isMember: (one: string) => memberIds?.has(one) ?? false,
    everyoneNote: everyoneNote(memberIds?.size, mine),
  };
  const work = useMessageWork({
    client,
    conversationId: id,
    moderates: moderates(myRole),
    rows,
    timeline,
    composer,
    tell: setTrouble,
    mentionable,
    ask,
  });
  const { actions, editing, dialog, closeDialog, replyTo, setReplyTo } = work;

  const post = (text: string) => {
    setTrouble(undefined);
    // UX-SEND-9: whoever speaks has read.
    dispatch(released(id));
    setReplyTo(undefined);
    client.send(id, text, replyTo === undefined ? {} : { replyTo }).catch((error: unknown) => {
      composer.current?.putBack(text);
      setReplyTo(replyTo);
      setTrouble(notKept(error));
    });
  };
  const send = (text: string) => {
    ask({ text, act: 'send', post, putBack: (back) => composer.current?.putBack(back) });
  };

  // Ready to write, where there is a real keyboard; on a phone the keyboard would cover what was said.
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) composer.current?.focus();
  }, []);
  // UX-READ-5: it holds until the conversation is left, and what was left before does not hold here.
  useEffect(() => {
    dispatch(released(id));
    return () => void dispatch(released(id));
  }, [dispatch, id]);
  const type = useCallback(() => client.typing(id), [client, id]);

  const known = entries.length > 0;
  // UX-SEND-1: what I write shows at once, also where what was said before is not there.
  const hasRows = known || outgoing.length > 0;
  // What is kept on this device shows before any answer, unless the unread line or the place lies further back.
  const startIsHeld = firstShown === undefined || complete || (entries[0]?.seq ?? Infinity) <= firstShown;
  const waiting = outgoing.filter(({ state }) => state !== 'failed').length;
  return (
    <>
      <Announcer entries={opening.state !== 'loading' ? entries : undefined} myId={myId} />
      {stale && (
        <div className={classes.notice}>
          <Notice tone="danger">
            Some messages are missing here and could not be loaded.{' '}
            <Button variant="subtle" size="compact-sm" onClick={again}>
              Load again
            </Button>
          </Notice>
        </div>
      )}
      {opening.state === 'failed' && !hasRows ? (
        <StatePage
          level={2}
          icon={<IconAlertTriangle size={28} stroke={1.5} />}
          title="These messages could not be loaded"
          action={<Button onClick={again}>Try again</Button>}
        >
          {opening.why}
        </StatePage>
      ) : opening.state === 'loading' && !(hasRows && startIsHeld) ? (
        <div className={classes.loading} aria-busy aria-label="Loading messages" role="group">
          <SkeletonRows rows={6} faces />
        </div>
      ) : (
        <Timeline
          ref={timeline}
          conversationId={id}
          title={title}
          rows={rows}
          place={place}
          complete={complete}
          older={older}
          loadOlder={loadOlder}
          attention={attention}
          actions={actions}
          editing={editing}
        />
      )}
      {trouble && <Trouble text={trouble} onRead={() => setTrouble(undefined)} />}
      {refused && (
        <Trouble text={`A change of yours was not made. ${refused}`} onRead={() => dispatch(refusalRead(id))} />
      )}
      {other !== undefined && <BlockedNote id={other} name={title} className={classes.notice} />}
      <Composer
        ref={composer}
        personId={myId}
        conversationId={id}
        title={title}
        waiting={waiting}
        mentionable={mentionable}
        above={
          replyTo !== undefined && <ReplyBar conversationId={id} seq={replyTo} onCancel={() => setReplyTo(undefined)} />
        }
        typing={<TypingLine conversationId={id} />}
        onSend={send}
        onType={type}
        onEscape={() => {
          setReplyTo(undefined);
          return replyTo !== undefined;
        }}
        onEditLast={work.editLast}
      />
      {dialog?.name === 'react' && (
        <EmojiPicker
          onPick={(emoji) => {
            actions.placed.react(dialog.seq, emoji, true);
            closeDialog();
          }}
          onClose={closeDialog}
        />
      )}
      {dialog?.name === 'delete' && <DeleteDialog conversationId={id} seq={dialog.seq} onClose={closeDialog} />}
      {question}
    </>
  );
};

const Trouble = ({ text, onRead }: { text: string; onRead(): void }) => (
  <div className={classes.notice}>
    <Notice tone="danger">
      {text}{' '}
      <Button variant="subtle" size="compact-sm" onClick={onRead}>
        Dismiss
      </Button>
    </Notice>
  </div>
);
