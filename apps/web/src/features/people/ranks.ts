import type { WorkspaceRole } from '@parley/protocol';

const below: Record<WorkspaceRole, readonly WorkspaceRole[]> = {
  owner: ['owner', 'admin', 'member', 'guest'],
  admin: ['member', 'guest'],
  member: [],
  guest: [],
};

/** Whom somebody of a role may change, and what they may make of them; the server has the last word. */
export const ruledBy = (role: WorkspaceRole): readonly WorkspaceRole[] => below[role];

/** What somebody of a role may invite others as. */
export const invitedBy = (role: WorkspaceRole): readonly Exclude<WorkspaceRole, 'owner'>[] =>
  role === 'owner' ? ['member', 'guest', 'admin'] : ['member', 'guest'];

export const roleNames: Record<WorkspaceRole, string> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  guest: 'Guest',
};
