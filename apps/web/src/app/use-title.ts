import { useEffect } from 'react';
import { useSelector } from 'react-redux';
import { selectForMe } from '../features/conversations/conversation-list';
import { useWorkspace } from '../features/session/workspace';

/** The document's title: how much is new that is meant for me, where I am, whose workspace. */
export const useTitle = (here: string | undefined): void => {
  const forMe = useSelector(selectForMe);
  const { name } = useWorkspace();
  useEffect(() => {
    document.title = `${forMe > 0 ? `(${forMe}) ` : ''}${here ? `${here} · ` : ''}${name}`;
  }, [forMe, here, name]);
};
