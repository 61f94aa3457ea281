import { useDispatch } from 'react-redux';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { blockChanged } from './people-slice';

/** Asks once before somebody is blocked, or heard again, and says what that does (PEOPLE-2). */
export const BlockDialog = ({
  id,
  name,
  blocked,
  onClose,
}: {
  id: string;
  name: string;
  /** They are blocked now: it is about hearing them again. */
  blocked: boolean;
  onClose(): void;
}) => {
  const client = useClient();
  const dispatch = useDispatch();
  const change = async () => {
    try {
      await client.ask(blocked ? 'people.unblock' : 'people.block', { personId: id });
      dispatch(blockChanged({ id, blocked: !blocked }));
      onClose();
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };
  return blocked ? (
    <Dialog title="Unblock this person?" action="Unblock" onAction={change} onClose={onClose}>
      <div>
        <bdi>{name}</bdi> can write to you directly again, within half a minute. They are not told.
      </div>
    </Dialog>
  ) : (
    <Dialog title="Block this person?" action="Block" danger onAction={change} onClose={onClose}>
      <div>
        Within half a minute, <bdi>{name}</bdi> can no longer write or react in a direct conversation with you. They are
        not told, but see that you take no direct messages from them when they try. In channels and group messages
        nothing changes, and what you write is yours to write. You can unblock them at any time.
      </div>
    </Dialog>
  );
};
