import { useSelector } from 'react-redux';
import { nameIn, selectPeople } from '../people/people-slice';
import { selectLog } from './messages-slice';

const none: string[] = [];
/** More are told as several. */
const mostNames = 2;

/** Who is writing here now. In a line that is kept free, so that it comes and goes without moving anything. */
export const TypingLine = ({ conversationId }: { conversationId: string }) => {
  const typing = useSelector(
    (state: Parameters<typeof selectLog>[0]) => selectLog(state, conversationId)?.typing ?? none,
  );
  const people = useSelector(selectPeople);
  return <>{typingText(typing.map((id) => nameIn(people, id)))}</>;
};

export const typingText = (names: string[]): string => {
  const [first, second] = names;
  if (!first) return '';
  if (!second) return `${first} is writing…`;
  return names.length > mostNames ? 'Several people are writing…' : `${first} and ${second} are writing…`;
};
