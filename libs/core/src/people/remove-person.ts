import type { Access, AccessStore } from '../access/access-store';
import type { Identity } from '../identity/identity';
import type { Directory } from './directory';
import type { PeopleStore } from './people-store';

type RemovalPorts = { people: PeopleStore; access: AccessStore; directory: Directory; identity: Identity };

/**
 * Does what is left to do for somebody who was removed: they are in no directory, the user pool has no account of theirs,
 * and nothing personal is known of them (AUTH-6). Every step may be repeated, and the last shows that all was done.
 */
export const finishRemoval = async (
  { people, directory, identity }: RemovalPorts,
  personId: string,
  { status, username }: Pick<Access, 'status' | 'username'>,
): Promise<void> => {
  if (status !== 'removed') return;
  const [was] = await people.get([personId]);
  if (was) await directory.remove(was);
  // Before the name of the account is forgotten, and only while it is theirs: who signs in with Google again gets the same one.
  if (username !== undefined && (await identity.isOf(username, personId))) await identity.deleteAccount(username);
  await people.forget(personId);
};
