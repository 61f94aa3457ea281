import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { keepPlace, type Place, placeOf } from './kept-place';
import type { Row } from './timeline-rows';

/** Pixels from the end that still count as the end: fractions of device pixels. */
const endSlack = 4;
/** Context above the unread line when a conversation opens at it. */
const lineContext = 120;

/** Pixels: further down than any list is long. */
const beyondAnyEnd = 1e7;

const distanceToEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight;

const startsEarlier = (rows: readonly Row[], before: readonly Row[]): boolean =>
  (rows[0]?.seq ?? Infinity) < (before[0]?.seq ?? Infinity);

/**
 * Keeps the right thing still (UX-TIME-1): at the end it sticks to the end; older rows put before keep what is read in
 * place; everything else moves nothing. A reload moves nothing either (UX-TIME-7): `kept` is where the page before it was.
 */
export const useAnchoring = (
  conversationId: string,
  rows: readonly Row[],
  kept: Place | undefined,
  scrollerRef: RefObject<HTMLElement | null>,
  contentRef: RefObject<HTMLElement | null>,
  listRef: RefObject<VirtualizerHandle | null>,
) => {
  // virtua asks in the very render that brings the older rows: they are compared with those of the render before.
  const [held, setHeld] = useState({ rows, shift: false });
  if (held.rows !== rows) setHeld({ rows, shift: startsEarlier(rows, held.rows) });

  const sticks = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const lastTop = useRef(0);

  const toEnd = useCallback(() => {
    sticks.current = true;
    const box = scrollerRef.current;
    if (!box) return;
    box.scrollTo({ top: box.scrollHeight });
    // Where a row turned out lower than guessed this is further up than before, and no person went there.
    lastTop.current = box.scrollTop;
  }, [scrollerRef]);

  // On a person's wish. The list itself scrolls: it may still be on its way to a row, again with every row that it measures
  // there, and must let go of that.
  const jumpToEnd = useCallback(() => {
    listRef.current?.scrollTo(beyondAnyEnd);
    toEnd();
  }, [listRef, toEnd]);

  const toRow = useCallback(
    (index: number, offset = -lineContext) => {
      sticks.current = false;
      listRef.current?.scrollToIndex(index, { align: 'start', offset });
    },
    [listRef],
  );

  // Only a scroll upwards lets go of the end: growth at the end comes first as a longer way to it.
  const scrolled = useCallback(() => {
    const box = scrollerRef.current;
    if (!box) return;
    const isEnd = distanceToEnd(box) <= endSlack;
    if (isEnd) sticks.current = true;
    else if (box.scrollTop < lastTop.current) sticks.current = false;
    lastTop.current = box.scrollTop;
    setAtEnd(isEnd || sticks.current);
  }, [scrollerRef]);

  const firstLine = useRef(rows.findIndex(({ firstNew }) => firstNew));
  const keptRow = useRef(kept ? rows.findIndex(({ seq }) => seq === kept.seq) : -1);
  const hidden = useRef(kept?.hidden ?? 0);
  useLayoutEffect(() => {
    if (keptRow.current >= 0) toRow(keptRow.current, hidden.current);
    else if (firstLine.current >= 0) toRow(firstLine.current);
    else toEnd();
    const frame = requestAnimationFrame(scrolled);
    return () => cancelAnimationFrame(frame);
  }, [toRow, toEnd, scrolled]);

  // What I send is what I look at next.
  const last = rows.at(-1);
  const mine = last?.kind === 'message' && last.sending ? last.rowKey : undefined;
  useLayoutEffect(() => {
    if (mine) toEnd();
  }, [mine, toEnd]);

  // Before a scroll is told of that came of a row's new height: with this row below, it would pass for a person's.
  useLayoutEffect(() => {
    if (sticks.current) toEnd();
  }, [held.rows, toEnd]);

  // Rows are measured after they are painted, the composer grows, a phone's keyboard opens: the end stays the end.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (sticks.current) toEnd();
      else scrolled();
    });
    for (const element of [scrollerRef.current, contentRef.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [scrollerRef, contentRef, toEnd, scrolled]);

  useEffect(() => {
    const seqs = held.rows.map(({ seq }) => seq);
    const keep = () => {
      const box = scrollerRef.current;
      keepPlace(box && !sticks.current ? placeOf(box, conversationId, seqs) : undefined);
    };
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [held.rows, conversationId, scrollerRef]);

  return { rows: held.rows, shift: held.shift, atEnd, jumpToEnd, toRow, scrolled };
};
