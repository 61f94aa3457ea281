import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import { selectConversationList } from '../features/conversations/conversation-list';
import { selectListed } from '../features/conversations/conversations-slice';
import { useWorkspace } from '../features/session/workspace';
import { StatePage } from '../ui/state-page';
import { useDialogs } from './dialogs';
import { useTitle } from './use-title';

/** `/`: nothing is open. */
export const WelcomePage = () => {
  useTitle(undefined);
  return <Welcome />;
};

/** On a phone the list stands in this place: it needs a word only while it is empty. */
export const EmptyList = () => {
  const list = useSelector(selectConversationList);
  useTitle(undefined);
  return Object.values(list).some((section) => section.length > 0) ? null : <Welcome level={2} />;
};

// Says that there is nothing only after the server said so.
const Welcome = ({ level = 1 }: { level?: 1 | 2 }) => {
  const list = useSelector(selectConversationList);
  const listed = useSelector(selectListed);
  const { name } = useWorkspace();
  const open = useDialogs();
  if (!listed) return level === 1 && <h1 className="p-hidden">{name}</h1>;
  const none = Object.values(list).every((section) => section.length === 0);
  return (
    <StatePage
      level={level}
      icon={<IconMessages size={28} stroke={1.5} />}
      title={none ? 'Start a conversation' : 'Choose a conversation'}
      action={<Button onClick={() => open('direct')}>New direct message</Button>}
    >
      {none ? 'Write to somebody, or create a channel for a subject.' : 'Pick one from the list, or write to somebody.'}
    </StatePage>
  );
};
