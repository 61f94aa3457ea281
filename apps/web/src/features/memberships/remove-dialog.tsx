import type { Person } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';

/** Asks once before somebody is put out of a channel. */
export const RemoveDialog = ({
  conversationId,
  person,
  onClose,
}: {
  conversationId: string;
  person: Person;
  onClose(): void;
}) => {
  const client = useClient();
  const remove = async () => {
    try {
      await client.removeMember(conversationId, person.id);
      onClose();
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };
  return (
    <Dialog title="Remove from this channel?" action="Remove" danger onAction={remove} onClose={onClose}>
      <div>
        <bdi>{person.name}</bdi> will no longer read or write here, and what was said goes from their devices. They can
        be added again.
      </div>
    </Dialog>
  );
};
