import { limits } from '@parley/protocol';
import { useNavigate } from 'react-router';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { PeopleField } from '../people/people-field';
import { usePeopleField } from '../people/use-people-field';
import { useKeyFor } from './use-key-for';

const most = limits.directPeople - 1;

export const NewDirectDialog = ({ onClose }: { onClose(): void }) => {
  const client = useClient();
  const navigate = useNavigate();
  const keyFor = useKeyFor();
  const field = usePeopleField(most);

  const open = async () => {
    const people = await field.take();
    if (!people) return undefined;
    if (people.length === 0) return void field.setError('Choose at least one person, by name or e-mail address.');
    const ids = people.map(({ id }) => id);
    try {
      const { conversation } = await client.ask('conversations.open', {
        kind: 'direct',
        key: keyFor(ids.toSorted().join()),
        people: ids,
      });
      onClose();
      await navigate(`/c/${conversation.id}`);
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };

  return (
    <Dialog title="New direct message" action="Open conversation" onAction={open} onClose={onClose}>
      <PeopleField
        field={field}
        label="To"
        description={`One to ${most} people, by name or e-mail address. The same people always meet in the same conversation.`}
        autoFocus
      />
    </Dialog>
  );
};
