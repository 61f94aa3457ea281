import { compose, CoreConfig, groupInPool, PoolEvent, poolTrigger, readConfig } from '@parley/lambda';
import { Email, type WorkspaceRole } from '@parley/protocol';
import * as z from 'zod';

const config = readConfig(CoreConfig);
const { core } = compose(config);
const putIntoGroup = groupInPool(config);

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
export const handler = poolTrigger(PoolEvent, async (event) => {
  const { triggerSource, userName, request } = event;
  const { sub, email, name } = Attributes.parse(request.userAttributes);
  const passwordWasReset = triggerSource === 'PostConfirmation_ConfirmForgotPassword';
  const setGroup = (role: WorkspaceRole) => putIntoGroup(event, role);
  await core.register({ id: sub, email, name, username: userName, passwordWasReset, setGroup });
});
