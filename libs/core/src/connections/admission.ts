import type { Asked } from '@parley/protocol';
import { refuse } from '../refuse';
import { takesFreshSignIn } from '../sessions/fresh-sign-in';
import type { Caller, Context } from '../use-case';

/**
 * Lets a request in: `not_signed_in` once the token has run out or what signed it in counts no more, `no_profile` for an
 * account without one, `suspended`, `not_allowed` where the role in the workspace may not ask this (ROLE-2),
 * `hello_first` on a socket that has not said hello, `hello_again` on one that has run out (F28).
 */
export const admit = async (context: Context, caller: Caller, asked: Asked): Promise<void> => {
  const { personId, tokenExpires, connection } = caller;
  const hasToken = tokenExpires > context.clock.now();
  if (!connection) {
    if (!hasToken) refuse('not_signed_in');
    if (asked.type.startsWith('connections.')) refuse('socket_only');
  } else if (asked.type === 'connections.hello') {
    // Its token may have run out and the connection have been renewed since (AUTH-4).
    if (!hasToken && (await context.greeted(personId, connection.id)) !== 'served') refuse('hello_again');
    return; // it reads who they are itself, after its lease is written
  } else {
    const standing = await context.greeted(personId, connection.id);
    if (standing !== 'served') refuse(standing === 'over' ? 'hello_again' : 'hello_first');
  }
  const unlisted = takesFreshSignIn(asked.type);
  await Promise.all([context.checkAccess(caller, asked), context.checkSession(caller, { unlisted })]);
};
