import type { PersonStatus, WorkspaceRole } from '@parley/protocol';

/** Whether somebody may come in, and as what. */
export type Access = {
  role: WorkspaceRole;
  status: PersonStatus;
  /** Who signed in before this, ms since 1970, is not taken any more: moved by suspension and by signing out everywhere. */
  validFrom: number;
  /** What the user pool calls them; absent until they signed in once. */
  username?: string;
  /** Their password was just chosen, by whoever holds the secret of this hash (AUTH-3, AUTH-11). */
  held?: Held;
};

/** Until then, ms since 1970, nobody signs in by password but who shows the secret. */
export type Held = { until: number; hash: string };

/** What may be changed of it. */
export type AccessChange = { role?: WorkspaceRole; status?: PersonStatus; validFrom?: number };

/** What everybody may be and do in the workspace. Who has chosen nothing and whom nothing befell is an active member. */
export type AccessStore = {
  /** Of those of `ids` that have a profile. Strongly consistent. */
  of(ids: readonly string[]): Promise<Map<string, Access>>;
  /**
   * Changes it where role, status and `validFrom` are still as in `was`; `moved` otherwise, also for somebody without a
   * profile. `last_owner` where nobody active would be an owner any more, however many try it at once; so an owner is
   * made by this alone, never together with a profile.
   */
  change(personId: string, to: AccessChange, was: Access): Promise<'changed' | 'moved' | 'last_owner'>;
  /** Whether there is an active owner. As the last one cannot go, there was none yet where there is none. Strongly consistent. */
  hasOwner(): Promise<boolean>;
  /** Moves `validFrom` on, never back; notes the name and who is held up, where given, in one step. Nothing for somebody who has no profile. */
  note(personId: string, known: { validFrom?: number; username?: string; held?: Held }): Promise<void>;
};

/** What holds for a profile that says nothing of it. */
export const plainAccess: Access = { role: 'member', status: 'active', validFrom: 0 };

/** What it is after a change. `validFrom` never goes back. */
export const afterChange = (was: Access, { role, status, validFrom = 0 }: AccessChange): Access => ({
  ...was,
  ...(role && { role }),
  ...(status && { status }),
  validFrom: Math.max(was.validFrom, validFrom),
});

const isActiveOwner = ({ role, status }: Access): boolean => role === 'owner' && status === 'active';

/** By how many a change raises the number of active owners: 1, 0 or -1. */
export const ownersGained = (was: Access, next: Access): number =>
  Number(isActiveOwner(next)) - Number(isActiveOwner(was));
