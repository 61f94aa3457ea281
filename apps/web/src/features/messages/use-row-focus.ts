import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

/** Rows as one tab stop: Up, Down, Home and End move among them. The focused row stays mounted (UX-TIME-5). */
export const useRowFocus = (
  rows: number,
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
) => {
  const [focused, setFocused] = useState<number>();
  const wanted = useRef(false);

  useEffect(() => {
    if (focused === undefined || !wanted.current) return;
    list.current?.scrollToIndex(focused, { align: 'nearest' });
    // The row is mounted by now (keepMounted), though perhaps not yet in view.
    const frame = requestAnimationFrame(() => {
      wanted.current = false;
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${focused}"] [data-row]`)
        ?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [focused, list, scroller]);

  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || rows === 0) return;
    const last = rows - 1;
    const from = focused ?? rows;
    const to = { ArrowUp: Math.max(0, from - 1), ArrowDown: Math.min(last, from + 1), Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    wanted.current = true;
    setFocused(to);
  };
  return { focused, move, blurred: () => !wanted.current && setFocused(undefined) };
};
