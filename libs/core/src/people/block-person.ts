import { limits } from '@parley/protocol';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Takes no direct messages of somebody any more, within 30 seconds. They are not told. */
export const blockPerson: UseCase<'people.block'> = async ({ people, blocks }, caller, { personId }) => {
  if (personId === caller.personId || (await people.get([personId])).length === 0) refuse('person_not_found');
  // Counted before, not with it: who blocks two at once may have one more than there can be, and is stopped at the next.
  const mine = await blocks.of(caller.personId, limits.blockedPeople);
  if (mine.length >= limits.blockedPeople && !mine.includes(personId)) refuse('too_many');
  await blocks.set(caller.personId, personId, true);
  return {};
};

/** Hears from somebody again, whether or not they are still here. */
export const unblockPerson: UseCase<'people.unblock'> = async ({ blocks }, caller, { personId }) => {
  await blocks.set(caller.personId, personId, false);
  return {};
};

export const listBlocked: UseCase<'people.blocked'> = async ({ blocks }, { personId }) => ({
  // One more than there can be, for whoever blocked two at once.
  people: await blocks.of(personId, limits.blockedPeople + 1),
});
