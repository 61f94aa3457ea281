import { type RefObject, useCallback, useEffect } from 'react';
import { useDispatch, useStore } from 'react-redux';
import type { VirtualizerHandle } from 'virtua';
import { useClient } from '../connection/client-context';
import { seen, selectIsHeld, selectMark } from '../conversations/conversations-slice';
import type { Row } from './timeline-rows';

type Conversations = Parameters<typeof selectMark>[0];

/** The index of the last row that is wholly in view, -1 if none is. */
const lastInView = (box: HTMLElement, list: VirtualizerHandle, rows: number): number => {
  const end = box.scrollTop + box.clientHeight;
  if (box.scrollHeight - end <= 8) return rows - 1;
  const index = list.findItemIndex(end);
  return list.getItemOffset(index) + list.getItemSize(index) <= end ? index : index - 1;
};

/** UX-READ-1: what is in view in a focused, visible window is read, and all before it. */
export const useReading = (
  conversationId: string,
  rows: readonly Row[],
  attention: boolean,
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
): (() => void) => {
  const client = useClient();
  const dispatch = useDispatch();
  const store = useStore<Conversations>();

  const look = useCallback(() => {
    if (!attention || !scroller.current || !list.current) return;
    // UX-READ-5: what was marked unread stays so until the conversation is left.
    if (selectIsHeld(store.getState(), conversationId)) return;
    const inView = rows.slice(0, lastInView(scroller.current, list.current, rows.length) + 1);
    const read = inView.findLast(({ seq }) => seq !== undefined);
    const mark = selectMark(store.getState(), conversationId);
    if (read?.seq === undefined || read.n === undefined || read.seq <= (mark?.seq ?? 0)) return;
    dispatch(seen({ conversationId, seq: read.seq, n: read.n }));
    client.markRead(conversationId, read.seq);
  }, [attention, rows, conversationId, client, dispatch, store, scroller, list]);

  // After the frame in which the rows stand where they will stay.
  useEffect(() => {
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [look]);
  return look;
};
