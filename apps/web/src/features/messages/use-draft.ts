import { useCallback, useEffect, useRef, useState } from 'react';
import { useDrafts } from './drafts-context';

/** UX-DRAFT-1: saved this long after the last key, and when the page hides. */
const saveMs = 300;

/** The text of one conversation's composer, kept as a draft. Mount one per conversation (UX-DRAFT-2). */
export const useDraft = (personId: string, conversationId: string): [string, (text: string) => void] => {
  const drafts = useDrafts();
  const [text, setText] = useState(() => drafts.read(personId, conversationId));
  const unsaved = useRef<{ text: string; timer: ReturnType<typeof setTimeout> }>(undefined);

  const save = useCallback(() => {
    if (!unsaved.current) return;
    clearTimeout(unsaved.current.timer);
    drafts.write(personId, conversationId, unsaved.current.text);
    unsaved.current = undefined;
  }, [drafts, personId, conversationId]);

  const change = useCallback(
    (next: string) => {
      setText(next);
      clearTimeout(unsaved.current?.timer);
      unsaved.current = { text: next, timer: setTimeout(save, saveMs) };
      // Sent or cleared: a crash in the next 300 ms must not bring it back.
      if (next === '') save();
    },
    [save],
  );

  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && save();
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', hidden);
      save();
    };
  }, [save]);

  return [text, change];
};
