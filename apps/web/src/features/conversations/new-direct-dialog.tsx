import { limits } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import { PeopleField } from '../people/people-field';
import { usePeopleField } from '../people/use-people-field';
import { useOpenDirect } from './use-open-direct';

const most = limits.directPeople - 1;

export const NewDirectDialog = ({ onClose }: { onClose(): void }) => {
  const openWith = useOpenDirect(onClose);
  const field = usePeopleField(most);

  const open = async () => {
    const people = await field.take();
    if (!people) return undefined;
    if (people.length === 0) return void field.setError('Choose at least one person, by name or e-mail address.');
    return openWith(people.map(({ id }) => id));
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
