import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';

/** Asks once (UX-EDIT-2). */
export const DeleteDialog = ({
  conversationId,
  seq,
  onClose,
}: {
  conversationId: string;
  seq: number;
  onClose(): void;
}) => {
  const client = useClient();
  const remove = async () => {
    try {
      await client.delete(conversationId, seq);
      onClose();
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };
  return (
    <Dialog title="Delete this message?" action="Delete message" danger onAction={remove} onClose={onClose}>
      <div>Its words go for everyone and cannot be brought back. That it was there stays visible.</div>
    </Dialog>
  );
};
