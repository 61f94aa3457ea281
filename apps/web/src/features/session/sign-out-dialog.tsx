import { useSelector } from 'react-redux';
import { Dialog } from '../../ui/dialog';
import { selectLogs, unsentIn } from '../messages/messages-slice';
import { useEndSession } from './session-context';

/** Asks before unsent messages are lost. */
export const SignOutDialog = ({ onClose }: { onClose(): void }) => {
  const end = useEndSession();
  const unsent = unsentIn(useSelector(selectLogs));
  return (
    <Dialog
      title="Sign out?"
      action="Sign out and delete"
      danger
      onAction={async () => void (await end())}
      onClose={onClose}
    >
      <div>
        {unsent === 1 ? 'One message or change has' : `${unsent} messages and changes have`} not been sent yet. Signing
        out deletes {unsent === 1 ? 'it' : 'them'} and your drafts from this device.
      </div>
    </Dialog>
  );
};
