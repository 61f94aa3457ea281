import { limits } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { PeopleField } from '../people/people-field';
import { usePeopleField } from '../people/use-people-field';
import { useMemberChange } from './use-member-change';

export const AddPeopleDialog = ({ conversationId, onClose }: { conversationId: string; onClose(): void }) => {
  const client = useClient();
  const change = useMemberChange(conversationId, onClose);
  const field = usePeopleField(limits.peoplePerEntry);

  const add = async () => {
    const people = await field.take();
    if (!people) return undefined;
    if (people.length === 0) return void field.setError('Choose at least one person, by name or e-mail address.');
    const ids = people.map(({ id }) => id);
    return change((attempt) => client.ask('memberships.add', { ...attempt, people: ids }), ids.join());
  };

  return (
    <Dialog title="Add people" action="Add" onAction={add} onClose={onClose}>
      <PeopleField
        field={field}
        label="People"
        description="By name or e-mail address. They can read everything that was said here before."
        autoFocus
      />
    </Dialog>
  );
};
