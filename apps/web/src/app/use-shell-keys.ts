import { useEffect } from 'react';
import { useStore } from 'react-redux';
import { useMatch, useNavigate } from 'react-router';
import { inOrder, selectConversationList } from '../features/conversations/conversation-list';

type State = Parameters<typeof selectConversationList>[0];

/** F6 and Shift+F6: the next and previous region that is on screen. */
const cycleRegions = (step: 1 | -1) => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    ({ offsetParent }) => offsetParent !== null,
  );
  if (regions.length === 0) return;
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  // The field or the current row of a region is what one comes for; else its first control.
  const target = next?.matches('[tabindex="0"]')
    ? next
    : (next?.querySelector<HTMLElement>('textarea, [aria-current="page"], h2[tabindex]') ??
      next?.querySelector<HTMLElement>('a[href], button:not(:disabled), input'));
  target?.focus();
};

/** The keys that work everywhere in the shell; a dialog keeps them to itself. */
export const useShellKeys = (openSwitcher: () => void): void => {
  const store = useStore<State>();
  const navigate = useNavigate();
  const here = useMatch('/c/:conversationId')?.params.conversationId;

  useEffect(() => {
    const go = (step: number, unreadOnly: boolean) => {
      const all = inOrder(selectConversationList(store.getState()));
      const at = all.findIndex(({ id }) => id === here);
      const others = step > 0 ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).reverse();
      const next = others.find(({ unread }) => !unreadOnly || unread > 0);
      if (next) void navigate(`/c/${next.id}`);
    };
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || document.querySelector('[role="dialog"]')) return;
      const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
      if (event.key === 'F6') cycleRegions(event.shiftKey ? -1 : 1);
      else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') openSwitcher();
      else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === ',') void navigate('/settings');
      else if (event.altKey && !event.ctrlKey && !event.metaKey && isArrow)
        go(event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [store, navigate, here, openSwitcher]);
};
