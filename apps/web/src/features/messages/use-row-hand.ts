import { type FocusEvent, type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import { actOf, opensMenu, type RowActions } from './row-actions';
import type { MessageRow } from './timeline-rows';

/** A finger that rests this long opens the menu, as everywhere on phones. */
const longPressMs = 500;
/** A finger that moves further than this scrolls. */
const slackPx = 10;

/** Pointer, focus, finger and keys on a row: whether its tools show, and whether its menu is open. */
export const useRowHand = (row: MessageRow, actions: RowActions, article: RefObject<HTMLElement | null>) => {
  const [over, setOver] = useState(false);
  const [within, setWithin] = useState(false);
  const [menu, setMenu] = useState(false);
  const press = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> }>(undefined);
  const isPlaced = row.seq !== undefined;

  const endPress = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  const handlers = {
    // Where fingers are, a browser may tell of a mouse that follows them.
    onPointerEnter: ({ pointerType }: PointerEvent) =>
      setOver(pointerType === 'mouse' && !window.matchMedia('(hover: none)').matches),
    onPointerLeave: () => {
      endPress();
      setOver(false);
    },
    onPointerDown: ({ pointerType, clientX: x, clientY: y, target }: PointerEvent) => {
      const isControl = target instanceof Element && target.closest('button, a, textarea');
      if (pointerType !== 'touch' || !isPlaced || isControl) return;
      press.current = { x, y, timer: setTimeout(() => setMenu(true), longPressMs) };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (press.current && Math.hypot(clientX - press.current.x, clientY - press.current.y) > slackPx) endPress();
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onFocus: () => setWithin(true),
    onBlur: (event: FocusEvent<HTMLElement>) => !event.currentTarget.contains(event.relatedTarget) && setWithin(false),
    onKeyDown: (event: KeyboardEvent) => {
      // Keys within the row's own fields, buttons and menus are theirs.
      if (event.target !== article.current || row.seq === undefined) return;
      const act = actOf(event, row, actions.moderates);
      if (act) actions.placed[act](row.seq);
      else if (opensMenu(event)) setMenu(true);
      else return;
      event.preventDefault();
    },
  };
  const showMenu = (opened: boolean) => {
    setMenu(opened);
    // It hangs elsewhere on the page and is taken away under the pointer: nothing tells the row that this has left.
    if (!opened) setOver(article.current?.matches(':hover') ?? false);
  };
  return {
    handlers,
    menu,
    setMenu: showMenu,
    hasTools: isPlaced && (over || within || menu),
    /** Tab stops at the row's own buttons only while the focus is in it. */
    reachable: within,
  };
};
