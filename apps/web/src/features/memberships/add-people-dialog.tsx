import { limits } from '@parley/protocol';
import { useStore } from 'react-redux';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { useKeyFor } from '../conversations/use-key-for';
import { selectConversation } from '../conversations/conversations-slice';
import { PeopleField, usePeopleField } from '../people/people-field';

export const AddPeopleDialog = ({ conversationId, onClose }: { conversationId: string; onClose(): void }) => {
  const client = useClient();
  const store = useStore<Parameters<typeof selectConversation>[0]>();
  const keyFor = useKeyFor();
  const field = usePeopleField(limits.peoplePerEntry);

  const add = async () => {
    const people = await field.take();
    if (!people) return undefined;
    if (people.length === 0) return void field.setError('Enter the e-mail address of at least one person.');
    const ids = people.map(({ id }) => id);
    const after = selectConversation(store.getState(), conversationId)?.latest.seq ?? 0;
    try {
      await client.ask('memberships.add', { conversationId, key: keyFor(ids.join()), after, people: ids });
      onClose();
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };

  return (
    <Dialog title="Add people" action="Add" onAction={add} onClose={onClose}>
      <PeopleField
        field={field}
        label="People"
        description="By e-mail address. They can read everything that was said here before."
        autoFocus
      />
    </Dialog>
  );
};
