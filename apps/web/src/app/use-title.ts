import { useEffect } from 'react';
import { useSelector } from 'react-redux';
import { selectUnreadTotal } from '../features/conversations/conversation-list';
import { useWorkspace } from '../features/session/workspace';

/** The document's title: how many messages are unread, where I am, whose workspace. */
export const useTitle = (here: string | undefined): void => {
  const unread = useSelector(selectUnreadTotal);
  const { name } = useWorkspace();
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${here ? `${here} · ` : ''}${name}`;
  }, [unread, here, name]);
};
