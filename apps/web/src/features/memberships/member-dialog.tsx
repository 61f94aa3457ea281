import type { Person } from '@parley/protocol';
import { BlockDialog } from '../people/block-dialog';
import { BanDialog } from './ban-dialog';
import type { RowAct } from './member-row';
import { RemoveDialog } from './remove-dialog';
import { RoleDialog } from './role-dialog';

/** Asks before anything is done to a member. */
export const MemberDialog = ({
  conversationId,
  person,
  isMe,
  chosen,
  onClose,
}: {
  conversationId: string;
  person: Person;
  isMe: boolean;
  chosen: RowAct;
  onClose(): void;
}) => {
  const about = { conversationId, person, onClose };
  switch (chosen.act) {
    case 'role':
      return <RoleDialog {...about} role={chosen.role} isMe={isMe} />;
    case 'remove':
      return <RemoveDialog {...about} />;
    case 'ban':
      return <BanDialog {...about} />;
    case 'block':
    case 'unblock':
      return <BlockDialog id={person.id} name={person.name} blocked={chosen.act === 'unblock'} onClose={onClose} />;
  }
};
