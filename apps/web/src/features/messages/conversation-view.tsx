import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ConversationSummary } from '@parley/protocol';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { Notice } from '../../ui/notice';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { StatePage } from '../../ui/state-page';
import { useAttention } from '../../ui/use-attention';
import { useClient } from '../connection/client-context';
import { selectMark, selectSeen, unreadOf } from '../conversations/conversations-slice';
import { Announcer } from './announcer';
import { Composer, type ComposerHandle } from './composer';
import classes from './conversation-view.module.css';
import type { FailedActions } from './message-row';
import { type Log, selectLog } from './messages-slice';
import { Timeline } from './timeline';
import { timelineRows } from './timeline-rows';
import { lineFor, useOpenedLog } from './use-opened-log';

type State = Parameters<typeof selectLog>[0] & Parameters<typeof selectMark>[0];

const noLog: Pick<Log, 'entries' | 'outgoing' | 'complete' | 'stale'> = {
  entries: [],
  outgoing: [],
  complete: false,
  stale: false,
};

/** The unread line: it stays where it stood when the conversation was opened, until the person looks away and back. */
const useUnreadLine = (summary: ConversationSummary, myId: string, attention: boolean): number | undefined => {
  const { id } = summary.conversation;
  const mark = useSelector((state: State) => selectMark(state, id));
  const unread = unreadOf(summary, useSelector(selectSeen)[id], myId);
  const [line, setLine] = useState(() => ({ attention, after: lineFor(mark, unread) }));
  if (line.attention === attention) return line.after;
  const looksAway = !attention && unread === 0;
  setLine({ attention, after: looksAway ? mark?.seq : line.after });
  return line.after;
};

/** One conversation: what was said, and a place to answer. */
export const ConversationView = ({
  summary,
  title,
  myId,
}: {
  summary: ConversationSummary;
  title: string;
  myId: string;
}) => {
  const { id } = summary.conversation;
  const client = useClient();
  const attention = useAttention();
  const composer = useRef<ComposerHandle>(null);
  const lineAfter = useUnreadLine(summary, myId, attention);
  const { opening, again, older, loadOlder } = useOpenedLog(id, lineAfter);
  const log = useSelector((state: State) => selectLog(state, id)) ?? noLog;
  const { entries, outgoing, complete, stale } = log;
  const rows = useMemo(
    () => timelineRows({ entries, outgoing, complete }, myId, lineAfter),
    [entries, outgoing, complete, myId, lineAfter],
  );
  const [trouble, setTrouble] = useState<string>();

  const actions = useMemo(
    (): FailedActions => ({
      retry: (key) => client.retry(key),
      edit: (key, text) => {
        composer.current?.putBack(text);
        void client.discard(key);
      },
      remove: (key) => void client.discard(key),
    }),
    [client],
  );

  const send = (text: string) => {
    setTrouble(undefined);
    client.send(id, text).catch(() => {
      composer.current?.putBack(text);
      setTrouble(
        'This browser could not keep the message until it is sent. Make room on the device, then send it again.',
      );
    });
  };

  // Ready to write, where there is a real keyboard; on a phone the keyboard would cover what was said.
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) composer.current?.focus();
  }, []);

  const known = entries.length > 0;
  // UX-SEND-1: what I write shows at once, also where what was said before is not there.
  const hasRows = known || outgoing.length > 0;
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
      ) : opening.state === 'loading' && !(hasRows && lineAfter === undefined) ? (
        <div className={classes.loading} aria-busy aria-label="Loading messages" role="group">
          <SkeletonRows rows={6} faces />
        </div>
      ) : (
        <Timeline
          conversationId={id}
          title={title}
          rows={rows}
          complete={complete}
          older={older}
          loadOlder={loadOlder}
          attention={attention}
          actions={actions}
        />
      )}
      {trouble && (
        <div className={classes.notice}>
          <Notice tone="danger">{trouble}</Notice>
        </div>
      )}
      <Composer ref={composer} personId={myId} conversationId={id} title={title} waiting={waiting} onSend={send} />
    </>
  );
};
