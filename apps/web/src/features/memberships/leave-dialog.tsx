import { useDispatch } from 'react-redux';
import { useNavigate } from 'react-router';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { leaving } from '../conversations/departures-slice';
import { useMemberChange } from './use-member-change';

/** Asks once. A channel is left; a direct conversation goes out of my list until something is said in it. */
export const LeaveDialog = ({
  conversationId,
  title,
  direct,
  isLastOwner,
  onClose,
}: {
  conversationId: string;
  title: string;
  direct: boolean;
  /** Others are in it, and none of them owns it. */
  isLastOwner: boolean;
  onClose(): void;
}) => {
  const client = useClient();
  const navigate = useNavigate();
  const dispatch = useDispatch();
  const change = useMemberChange(conversationId, () => {
    onClose();
    void navigate('/');
  });
  const leave = () =>
    change((attempt) => {
      dispatch(leaving(conversationId));
      return client.ask('memberships.leave', attempt);
    });

  return direct ? (
    <Dialog title="Hide this conversation?" action="Hide conversation" onAction={leave} onClose={onClose}>
      <div>
        The conversation with <bdi>{title}</bdi> leaves your list until somebody writes in it again. Nothing is deleted.
      </div>
    </Dialog>
  ) : (
    <Dialog title="Leave this channel?" action="Leave channel" danger onAction={leave} onClose={onClose}>
      <div>
        You will no longer read or write in <bdi>{title}</bdi>. Somebody who is in it can add you again.
        {isLastOwner &&
          ' You are its only owner: whoever has moderated it for the longest time becomes its owner; where nobody has, whoever has been in it for the longest. Guests come last.'}
      </div>
    </Dialog>
  );
};
