import * as z from 'zod';
import { type Account, aStranger, signUp } from './account';
import type { Deployment } from './deployment';

const Regulars = z.tuple([
  z.object({ name: z.string(), email: z.email(), password: z.string() }),
  z.object({ name: z.string(), email: z.email(), password: z.string() }),
]);

/** Nothing that was given is repeated: there are passwords in it. */
const parsed = (text: string): [Account, Account] => {
  try {
    return Regulars.parse(JSON.parse(text));
  } catch {
    throw new Error(
      'PARLEY_PEOPLE does not hold two accounts as JSON: [{"name": …, "email": …, "password": …}, {…}]. See docs/deploy.md.',
    );
  }
};

/**
 * Two people who can sign in wherever the tests run: those of `PARLEY_PEOPLE`, who have accounts there already, else two who
 * sign up now. Where neither can be, there is nothing that the journeys of a deployment could be made with: that is an error.
 */
export const regularsOf = async (
  deployment: Deployment,
  given = process.env['PARLEY_PEOPLE'],
): Promise<[Account, Account]> => {
  if (given) return parsed(given);
  if (!deployment.mailUrl)
    throw new Error(
      `Nobody can sign in at ${deployment.url}. Set PARLEY_PEOPLE to two accounts there, or MAIL_URL to where mailed ` +
        'codes can be read. See docs/deploy.md, "From GitHub".',
    );
  const people: [Account, Account] = [aStranger('Ana'), aStranger('Bo')];
  await Promise.all(people.map((account) => signUp(deployment, account)));
  return people;
};
