import { refuse } from '../refuse';
import { requireFreshSignIn } from '../sessions/fresh-sign-in';
import { validFromNow } from '../sessions/revoke-all';
import type { UseCase } from '../use-case';
import { finishRemoval } from './remove-person';

/** Somebody may be given another role at the same moment: it is decided again on what is there then. */
const tries = 5;

/**
 * Deletes an account for good. First every door is shut, as for who was suspended; the rest follows here and, should
 * this process die, from the table's stream (AUTH-6).
 */
export const deleteAccount: UseCase<'people.delete'> = async (context, caller, { email }) => {
  const { personId, username } = caller;
  const { people, access, clock, report } = context;
  const [person] = await people.get([personId]);
  if (person?.email !== email) refuse('not_allowed', 'That is not the address of this account.');
  requireFreshSignIn(context, caller);
  await access.note(personId, { username }); // who finishes this elsewhere has to know
  for (let nth = 0; nth < tries; nth += 1) {
    const was = (await access.of([personId])).get(personId) ?? refuse('no_profile');
    const outcome = await access.change(personId, { status: 'removed', validFrom: validFromNow(clock.now()) }, was);
    if (outcome === 'last_owner') refuse('last_owner');
    if (outcome === 'moved') continue;
    await finishRemoval(context, personId, { status: 'removed', username }).catch((error: unknown) =>
      report('a removal is not finished', { personId, error }),
    );
    return {};
  }
  return refuse('busy');
};
