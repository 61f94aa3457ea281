import type { Person, PersonStatus } from '@parley/protocol';
import type { Access, AccessChange } from '../access/access-store';
import { mayToPeople } from '../access/permit';
import { tellPool } from '../identity/tell-pool';
import { refuse } from '../refuse';
import { validFromNow } from '../sessions/revoke-all';
import type { Caller, Context, UseCase } from '../use-case';

type RuleRequest = 'people.role' | 'people.suspend' | 'people.reinstate';
/** What shall become of somebody, by what they are and by what the caller is now; or a refusal, thrown. Undefined: they are so already. */
type Decide = (was: Access, mine: Access) => AccessChange | undefined;

/** Tells the user pool, by the name that it gives them. */
type Mirror = (username: string) => Promise<void>;

/** Who asks and whom it is about, read strongly, however lately roles changed; refused where the one may not do it to the other. */
export const ruled = async (
  { access }: Pick<Context, 'access'>,
  mineId: string,
  type: RuleRequest | 'people.resetSecondStep',
  personId: string,
): Promise<{ mine: Access; was: Access }> => {
  const found = await access.of([mineId, personId]);
  const [mine, was] = [found.get(mineId) ?? refuse('no_profile'), found.get(personId)];
  // Whoever was removed is a name under old messages, and nobody to rule over.
  if (!was || was.status === 'removed') refuse('person_not_found', 'There is no such person.');
  if (!mayToPeople(type, mine.role, was.role)) refuse('not_allowed');
  return { mine, was };
};

/** Two admins may decide on one person at once: the one who comes second decides again on what the first one left. */
const tries = 5;

/** Changes what somebody may be here, decided on rows that were read strongly, however lately roles changed. */
const rule = async (
  { access, people }: Context,
  { personId: mineId }: Caller,
  type: RuleRequest,
  personId: string,
  decide: Decide,
  mirror: Mirror,
): Promise<{ person: Person }> => {
  for (let nth = 0; nth < tries; nth += 1) {
    const { mine, was } = await ruled({ access }, mineId, type, personId);
    const to = decide(was, mine);
    const outcome = to ? await access.change(personId, to, was) : 'changed';
    if (outcome === 'last_owner') refuse('last_owner');
    if (outcome === 'moved') continue;
    if (was.username !== undefined) await mirror(was.username);
    const [person] = await people.get([personId]);
    return { person: person ?? refuse('person_not_found', 'There is no such person.') };
  }
  return refuse('busy');
};

/** Who asks again where the pool could not be told has nothing to change here: the pool is told again. */
const statusChange = (was: Access, to: AccessChange & { status: PersonStatus }): AccessChange | undefined =>
  was.status === to.status ? undefined : to;

/** Their sign-ins end by it: who is let in again signs in again (DEL-6). */
export const suspendPerson: UseCase<'people.suspend'> = (context, caller, { personId }) =>
  rule(
    context,
    caller,
    'people.suspend',
    personId,
    (was) => {
      if (personId === caller.personId) refuse('not_allowed', 'Nobody suspends themselves.');
      return statusChange(was, { status: 'suspended', validFrom: validFromNow(context.clock.now()) });
    },
    (username) => tellPool(context, personId, (identity) => identity.disable(username)),
  );

export const reinstatePerson: UseCase<'people.reinstate'> = (context, caller, { personId }) =>
  rule(
    context,
    caller,
    'people.reinstate',
    personId,
    (was) => statusChange(was, { status: 'active' }),
    (username) => tellPool(context, personId, (identity) => identity.enable(username)),
  );

/** Nobody gives a role that they could not take away again. */
export const changeRole: UseCase<'people.role'> = (context, caller, { personId, role }) =>
  rule(
    context,
    caller,
    'people.role',
    personId,
    (was, mine) => {
      if (!mayToPeople('people.role', mine.role, role)) refuse('not_allowed');
      if (was.role === role) refuse('nothing_to_change');
      return { role };
    },
    // Tokens name the role by our row (AUTH-9); that the pool lags it harms nobody, and the next change sets it right.
    (username) =>
      context.identity
        .setGroup(username, role)
        .catch((error: unknown) => context.report('the user pool was not told', { personId, error })),
  );
