import type { Input } from '@parley/protocol';

/** Which conversation is on screen, as the server has to know it for each connection (DEL-4). */
export const createFocus = (tell: (focus: Input<'connections.focus'>) => void) => {
  let focus: string | undefined;
  let isKnown = false;

  const tellNow = () => {
    // Where nothing was in focus since this connection began, the server knows.
    if (focus !== undefined || isKnown) tell(focus === undefined ? {} : { conversationId: focus });
    isKnown = focus !== undefined;
  };
  return {
    set: (conversationId: string | undefined): void => {
      if (focus === conversationId) return;
      focus = conversationId;
      tellNow();
    },
    /** A hello was answered: its connection knows of nothing. */
    again: tellNow,
  };
};
