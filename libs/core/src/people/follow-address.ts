import type { Person } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Context, UseCase } from '../use-case';

/** Only their own devices and sign-ins change somebody's address. */
const tries = 5;

/**
 * Gives a profile the address that the user pool has for its account: the person as they are then, or `taken` where
 * another profile has it. Who was removed keeps none.
 */
export const levelAddress = async (
  { people }: Pick<Context, 'people'>,
  personId: string,
  email: string,
): Promise<Person | 'taken'> => {
  for (let nth = 0; nth < tries; nth += 1) {
    const [was] = await people.get([personId]);
    if (!was) refuse('no_profile');
    if (was.email === email || was.status === 'removed') return was;
    const outcome = await people.changeEmail(was, email);
    if (outcome === 'taken') return 'taken';
    if (outcome === 'changed') return { ...was, email };
  }
  return refuse('busy');
};

/** I confirmed another address. The pool is asked which one: what a caller says of themselves proves nothing (AUTH-7). */
export const followAddress: UseCase<'people.address'> = async (context, { personId, username }) => {
  const { people, identity, report } = context;
  await limitAct(context, 'profiles', personId);
  const [was] = await people.get([personId]);
  if (!was) refuse('no_profile');
  const person = await levelAddress(context, personId, (await identity.addressOf(username)) ?? was.email);
  if (person !== 'taken') return { person };
  report('address belongs to another profile', { personId });
  return refuse('already_here');
};
