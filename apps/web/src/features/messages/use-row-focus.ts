import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './timeline-rows';

/** What has arrow keys of its own. */
const ownKeys = 'textarea, input, [role="menu"], [role="listbox"]';

/** Rows as one tab stop: Up, Down, Home and End move among them. The focused row stays mounted (UX-TIME-5). */
export const useRowFocus = (
  rows: readonly Row[],
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  /** Goes to the end of all and stays there. */
  toEnd: () => void,
) => {
  // By its key: older rows that are put before must not move the focus to another one.
  const [focusedKey, setFocusedKey] = useState<string>();
  const wanted = useRef(false);
  // The row that had the focus last may be asked for again, after a dialog took it away.
  const [asked, setAsked] = useState(0);
  const index = focusedKey === undefined ? -1 : rows.findIndex(({ rowKey }) => rowKey === focusedKey);
  const focused = index < 0 ? undefined : index;
  const isLast = focused === rows.length - 1;

  useEffect(() => {
    if (focused === undefined || !wanted.current) return;
    // Whoever goes to the last row is at the end, and sees what comes behind it (UX-TIME-1).
    if (isLast) toEnd();
    else list.current?.scrollToIndex(focused, { align: 'nearest' });
    // The row is mounted by now (keepMounted), though perhaps not yet in view.
    const frame = requestAnimationFrame(() => {
      wanted.current = false;
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${focused}"] [data-row]`)
        ?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [focused, isLast, asked, list, scroller, toEnd]);

  /** Gives the focus to a row by its index. */
  const focusRow = (to: number) => {
    const key = rows[to]?.rowKey;
    if (key === undefined) return;
    wanted.current = true;
    setFocusedKey(key);
    setAsked((times) => times + 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || rows.length === 0) return;
    // A menu of a row hangs elsewhere on the page, though its keys pass by here.
    const isWithin = event.target instanceof Element && event.currentTarget.contains(event.target);
    if (event.defaultPrevented || !isWithin || (event.target as Element).closest(ownKeys)) return;
    const last = rows.length - 1;
    const from = focused ?? rows.length;
    const to = { ArrowUp: Math.max(0, from - 1), ArrowDown: Math.min(last, from + 1), Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    focusRow(to);
  };
  return {
    focused,
    focusRow,
    handlers: {
      onKeyDown,
      onFocus: ({ target }: FocusEvent) => {
        const at = target.closest<HTMLElement>('[data-index]')?.dataset['index'];
        if (at !== undefined && !wanted.current) setFocusedKey(rows[Number(at)]?.rowKey);
      },
      onBlur: (event: FocusEvent) =>
        !event.currentTarget.contains(event.relatedTarget) && !wanted.current && setFocusedKey(undefined),
    },
  };
};
