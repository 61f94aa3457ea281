import * as z from 'zod';
import { operation, Token } from '../operation';
import type { Pool } from '../pool';
import { userOf } from '../sessions';
import type { User } from '../state';

/** Forgets a person and all their sessions. Mails stay: they were sent. */
export const removeUser = async ({ store }: Pool, { sub }: User): Promise<void> => {
  store.state.users.delete(sub);
  for (const session of store.state.sessions.values()) {
    if (session.sub === sub) store.state.sessions.delete(session.originJti);
  }
  await store.save();
};

/** Deletes one's own account. */
export const deleteUser = operation(z.object({ AccessToken: Token }), async (pool, input) => {
  await removeUser(pool, userOf(pool, input.AccessToken));
  return {};
});
