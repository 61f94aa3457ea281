import type { MemberRole, Person } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { aRole } from './member-standing';
import { useMemberChange } from './use-member-change';

/** What each may do that somebody below them may not. */
const means: Record<MemberRole, string> = {
  owner: 'Owners can do everything here: give roles, also to other owners, and remove and ban anybody.',
  moderator:
    'Moderators can rename the channel, delete messages of others, and remove and ban members. They cannot give roles.',
  member: 'Members can read, write and add people.',
};

/** Asks once before somebody gets another role in a channel, and says what that one may do. */
export const RoleDialog = ({
  conversationId,
  person,
  role,
  isMe,
  onClose,
}: {
  conversationId: string;
  person: Person;
  role: MemberRole;
  isMe: boolean;
  onClose(): void;
}) => {
  const client = useClient();
  const change = useMemberChange(conversationId, onClose);
  const give = () => change((attempt) => client.ask('memberships.role', { ...attempt, personId: person.id, role }));
  return isMe ? (
    <Dialog title="Step down as an owner?" action="Step down" danger onAction={give} onClose={onClose}>
      <div>
        You will be {aRole[role]} of this channel. {means[role]} Only another owner can make you one again.
      </div>
    </Dialog>
  ) : (
    <Dialog title={`Make them ${aRole[role]}?`} action={`Make ${role}`} onAction={give} onClose={onClose}>
      <div>
        <bdi>{person.name}</bdi> will be {aRole[role]} of this channel. {means[role]}
      </div>
    </Dialog>
  );
};
