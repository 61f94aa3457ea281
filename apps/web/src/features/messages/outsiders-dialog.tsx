import { useSelector } from 'react-redux';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { useMemberChange } from '../memberships/use-member-change';
import { nameIn, selectPeople } from '../people/people-slice';
import { type Act, capital } from './send-words';

const joiner = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** UX-MENT-2: people are mentioned who are not here, so they would not see it. */
export const OutsidersDialog = ({
  conversationId,
  people,
  canAdd,
  act,
  onSend,
  onClose,
}: {
  conversationId: string;
  people: string[];
  /** False in a direct conversation, whose people stay the same, and for guests, who bring in nobody. */
  canAdd: boolean;
  act: Act;
  onSend(): void;
  /** Without sending: the text goes back to where it was written. */
  onClose(): void;
}) => {
  const client = useClient();
  const byId = useSelector(selectPeople);
  const change = useMemberChange(conversationId, onSend);
  const names = joiner.format(people.map((id) => nameIn(byId, id)));
  const are = people.length === 1 ? 'is' : 'are';

  const add = () => change((attempt) => client.ask('memberships.add', { ...attempt, people }));
  const send = () => {
    onSend();
    return Promise.resolve(undefined);
  };
  return (
    <Dialog
      title="They will not see this"
      action={canAdd ? `Add and ${act}` : `${capital(act)} anyway`}
      {...(canAdd && { also: { label: `${capital(act)} anyway`, go: onSend } })}
      onAction={canAdd ? add : send}
      onClose={onClose}
    >
      <div>
        <bdi>{names}</bdi> {are} mentioned, but {are} not in this conversation.
        {canAdd && ' Whoever is added can read everything that was said here before.'}
      </div>
    </Dialog>
  );
};
