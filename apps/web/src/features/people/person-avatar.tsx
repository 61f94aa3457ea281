import { useSelector } from 'react-redux';
import { Avatar } from '../../ui/avatar';
import { selectPerson } from './people-slice';

/** Somebody's avatar, in the colour that they chose. `name`: until their profile is here. */
export const PersonAvatar = ({ id, name, small = false }: { id: string; name: string; small?: boolean }) => {
  const person = useSelector((state: Parameters<typeof selectPerson>[0]) => selectPerson(state, id));
  return <Avatar name={person?.name ?? name} seed={id} colour={person?.colour} small={small} />;
};
