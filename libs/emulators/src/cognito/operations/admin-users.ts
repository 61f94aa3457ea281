/** What an administrator may do to somebody in one word. */
import * as z from 'zod';
import { adminOperation, requireUser, Username } from '../operation';
import type { Pool } from '../pool';
import { revokeSessions } from '../sessions';
import type { User } from '../state';
import { removeUser } from './delete-user';

const toUser = (act: (pool: Pool, user: User) => void | Promise<void>) =>
  adminOperation(z.object({ Username }), async (pool, input) => {
    await act(pool, requireUser(pool, input.Username));
    await pool.store.save();
    return {};
  });

const setEnabled = ({ clock }: Pool, user: User, enabled: boolean): void => {
  user.enabled = enabled;
  user.modifiedAt = clock.now();
};

/** Ends every session of a person. */
export const adminUserGlobalSignOut = toUser(revokeSessions);

/** Keeps a person out: no sign-in any more, and every session ends. */
export const adminDisableUser = toUser((pool, user) => {
  setEnabled(pool, user, false);
  revokeSessions(pool, user);
});

/** Lets a person sign in again. The sessions that were ended stay so. */
export const adminEnableUser = toUser((pool, user) => setEnabled(pool, user, true));

/** Deletes a person's account. */
export const adminDeleteUser = toUser(removeUser);
