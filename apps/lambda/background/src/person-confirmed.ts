import { compose, CoreConfig, readConfig } from '@parley/lambda';
import * as z from 'zod';

const { core } = compose(readConfig(CoreConfig));

const Confirmed = z.looseObject({
  request: z.looseObject({
    userAttributes: z.looseObject({ sub: z.string().min(1), email: z.email(), name: z.string().default('') }),
  }),
});

/** Cognito's post-confirmation trigger: a confirmed account gets its profile. Cognito wants its event back. */
export const handler = async (event: unknown) => {
  const { sub, email, name } = Confirmed.parse(event).request.userAttributes;
  await core.register({ id: sub, email, name });
  return event;
};
