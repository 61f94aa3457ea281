import { useSelector } from 'react-redux';
import { Dialog } from '../../ui/dialog';
import { selectIsUnsentRead } from '../connection/connection-slice';
import { selectLogs, unsentIn } from '../messages/messages-slice';
import { useEndSession } from './session-context';

/** What is lost; `isKnown`: whether what is unsent was read by now. */
const lossOf = (unsent: number, isKnown: boolean): string => {
  if (unsent > 1)
    return `${unsent} messages and changes have not been sent yet. Signing out deletes them and your drafts from this device.`;
  if (unsent === 1)
    return 'One message or change has not been sent yet. Signing out deletes it and your drafts from this device.';
  // Sent while this was asked, or deleted just now.
  if (isKnown) return 'Nothing is left to send. Signing out deletes your drafts from this device.';
  return 'It is not known yet whether everything that you wrote is sent. Signing out deletes what is not, and your drafts, from this device.';
};

/** Asks before unsent messages are lost. */
export const SignOutDialog = ({ onClose }: { onClose(): void }) => {
  const end = useEndSession();
  const isKnown = useSelector(selectIsUnsentRead);
  const unsent = unsentIn(useSelector(selectLogs));
  return (
    <Dialog
      title="Sign out?"
      action="Sign out and delete"
      danger
      onAction={async () => void (await end())}
      onClose={onClose}
    >
      <div>{lossOf(unsent, isKnown)}</div>
    </Dialog>
  );
};
