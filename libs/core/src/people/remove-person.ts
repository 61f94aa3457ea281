import type { Access } from '../access/access-store';
import { leaveChannels } from '../memberships/leave-channels';
import type { Context } from '../use-case';

/**
 * Does what is left to do for somebody who was removed: they are in no channel and in no directory, the user pool has no
 * account of theirs, and nothing personal is known of them (AUTH-6). Every step may be repeated, and the last shows that
 * all was done.
 */
export const finishRemoval = async (
  context: Context,
  personId: string,
  { status, username }: Pick<Access, 'status' | 'username'>,
): Promise<void> => {
  if (status !== 'removed') return;
  const { people, directory, identity } = context;
  await leaveChannels(context, personId);
  const [was] = await people.get([personId]);
  if (was) await directory.remove(was);
  // Before the name of the account is forgotten, and only while it is theirs: who signs in with Google again gets the same one.
  if (username !== undefined && (await identity.isOf(username, personId))) await identity.deleteAccount(username);
  await people.forget(personId);
};

/** Finishes it where nothing is known but whom the table's stream names: by how things stand now. */
export const removed = async (context: Context, personId: string): Promise<void> => {
  const mine = (await context.access.of([personId])).get(personId);
  if (mine) await finishRemoval(context, personId, mine);
};
