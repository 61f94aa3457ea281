import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus back to what had it as something began (UX-A11Y-3): a button that shows that it is busy is disabled, and
 * browsers take the focus off what is. Whatever took the focus meanwhile keeps it.
 */
export const useFocusBack = (busy: boolean): void => {
  const had = useRef<Element | null>(null);
  // Before the browser takes it away, which it does with the next frame.
  useLayoutEffect(() => {
    if (busy) had.current = document.activeElement;
  }, [busy]);
  useEffect(() => {
    if (busy) return;
    const { current: before } = had;
    had.current = null;
    if (document.activeElement !== document.body) return;
    // Whoever scrolled meanwhile stays where they are.
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  }, [busy]);
};
