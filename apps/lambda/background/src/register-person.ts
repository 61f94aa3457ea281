import { compose, CoreConfig, poolTrigger, readConfig } from '@parley/lambda';
import { Email } from '@parley/protocol';
import * as z from 'zod';

const { core } = compose(readConfig(CoreConfig));

// Rights go by the address, so one that its holder has not proven is no better than none.
const Attributes = z.object({
  sub: z.string().min(1),
  email: Email,
  email_verified: z.literal('true'),
  name: z.string().default(''),
});

/**
 * Cognito's post-confirmation and post-authentication triggers: a confirmed account gets its profile, and one that got
 * none, because Cognito confirms before it asks, gets it at its next sign-in.
 */
export const handler = poolTrigger(async ({ triggerSource, userName, request }) => {
  const { sub, email, name } = Attributes.parse(request.userAttributes);
  const passwordWasReset = triggerSource === 'PostConfirmation_ConfirmForgotPassword';
  await core.register({ id: sub, email, name, username: userName, passwordWasReset });
});
