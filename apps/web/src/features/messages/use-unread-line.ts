import type { ConversationSummary } from '@parley/protocol';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { selectIsHeld, selectMark, selectSeen, unreadOf } from '../conversations/conversations-slice';
import { lineFor } from './use-opened-log';

type State = Parameters<typeof selectMark>[0];

/**
 * Where the unread line stands: where it stood when the conversation was opened, until the person looks away and back; and
 * where a person put it (UX-READ-5).
 */
export const useUnreadLine = (summary: ConversationSummary, attention: boolean): number | undefined => {
  const { id } = summary.conversation;
  const mark = useSelector((state: State) => selectMark(state, id));
  const isHeld = useSelector((state: State) => selectIsHeld(state, id));
  const unread = unreadOf(summary, useSelector(selectSeen)[id]);
  const [line, setLine] = useState(() => ({ attention, after: lineFor(mark, unread) }));
  if (isHeld && unread > 0 && mark && line.after !== mark.seq) setLine({ attention, after: mark.seq });
  if (line.attention === attention) return line.after;
  const looksAway = !attention && unread === 0;
  setLine({ attention, after: looksAway ? mark?.seq : line.after });
  return line.after;
};
