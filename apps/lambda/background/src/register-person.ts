import {
  accountPool,
  compose,
  CoreConfig,
  isPasswordUnproven,
  PoolEvent,
  poolTrigger,
  readConfig,
  secretHashOf,
} from '@parley/lambda';
import { Email } from '@parley/protocol';
import * as z from 'zod';

const config = readConfig(CoreConfig);
const { core } = compose(config);
const poolOf = accountPool(config);

// Rights go by the address, so one that its holder has not proven is no better than none.
const Attributes = z.object({
  sub: z.string().min(1),
  email: Email,
  email_verified: z.literal('true'),
  name: z.string().default(''),
});

/**
 * Cognito's post-confirmation and post-authentication triggers: a confirmed account gets its profile. Cognito confirms before
 * it asks: one that got none gets it at its next sign-in, where nobody else can have chosen its password, or at its next reset.
 */
export const handler = poolTrigger(PoolEvent, async (event) => {
  const { triggerSource, userName, request } = event;
  const { sub, email, name } = Attributes.parse(request.userAttributes);
  const passwordWasReset = triggerSource === 'PostConfirmation_ConfirmForgotPassword';
  await core.register({
    ...{ id: sub, email, name, username: userName },
    isPasswordUnproven: isPasswordUnproven(event),
    passwordWasReset,
    secretHash: secretHashOf(request.clientMetadata),
    pool: poolOf(event),
  });
});
