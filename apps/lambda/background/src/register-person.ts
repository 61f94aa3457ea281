import { compose, CoreConfig, readConfig } from '@parley/lambda';
import { Email } from '@parley/protocol';
import * as z from 'zod';

const { core } = compose(readConfig(CoreConfig));

const Account = z.looseObject({
  request: z.looseObject({
    userAttributes: z.looseObject({ sub: z.string().min(1), email: Email, name: z.string().default('') }),
  }),
});

/**
 * Cognito's post-confirmation and post-authentication triggers: a confirmed account gets its profile, and one that got
 * none, because Cognito confirms before it asks, gets it at its next sign-in. Cognito wants its event back.
 */
export const handler = async (event: unknown) => {
  const account = Account.safeParse(event);
  // The person reads this sentence, with Cognito's words around it.
  if (!account.success) throw new Error('Parley cannot use this account: its e-mail address is missing or malformed.');
  const { sub, email, name } = account.data.request.userAttributes;
  await core.register({ id: sub, email, name });
  return event;
};
