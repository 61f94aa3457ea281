import { limitAct } from '../limits/slow-down';
import { requireFreshSignIn } from '../sessions/fresh-sign-in';
import type { UseCase } from '../use-case';

/**
 * Has the user pool mail a code to another address of mine. Who holds an address can choose another password by it, so
 * this takes what a copied token is not (AUTH-7). That another account has the address is told to nobody but who reads
 * its mail, by the pool when the code is entered.
 */
export const changeAddress: UseCase<'people.changeAddress'> = async (context, caller, { email }) => {
  const { personId, username } = caller;
  const { identity } = context;
  requireFreshSignIn(context, caller);
  await limitAct(context, 'addressCodes', personId);
  if ((await identity.addressOf(username)) === email) return { mailed: false };
  await identity.changeAddress(username, email);
  return { mailed: true };
};
