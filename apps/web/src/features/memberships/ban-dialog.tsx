import type { Person } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { useMemberChange } from './use-member-change';

type Props = { conversationId: string; person: Person; onClose(): void };

/** Asks once before somebody is put out of a channel and kept out. */
export const BanDialog = ({ conversationId, person, onClose }: Props) => {
  const client = useClient();
  const change = useMemberChange(conversationId, onClose);
  const ban = () => change((attempt) => client.ask('memberships.ban', { ...attempt, personId: person.id }));
  return (
    <Dialog title="Ban from this channel?" action="Ban" danger onAction={ban} onClose={onClose}>
      <div>
        <bdi>{person.name}</bdi> will no longer read or write here, and what was said goes from their devices. Nobody
        can add them again until an owner or a moderator lifts the ban.
      </div>
    </Dialog>
  );
};

/** Asks once before a ban is lifted. */
export const UnbanDialog = ({ conversationId, person, onClose }: Props) => {
  const client = useClient();
  const change = useMemberChange(conversationId, onClose);
  const unban = () => change((attempt) => client.ask('memberships.unban', { ...attempt, personId: person.id }));
  return (
    <Dialog title="Lift this ban?" action="Unban" onAction={unban} onClose={onClose}>
      <div>
        <bdi>{person.name}</bdi> can be added to this channel again. They do not come back by this alone.
      </div>
    </Dialog>
  );
};
