import { compose, CoreConfig, isSelfMade, linkInPool, PoolEvent, poolTrigger, readConfig } from '@parley/lambda';
import { Email, InvitationToken } from '@parley/protocol';

const config = readConfig(CoreConfig);
const { core } = compose(config);
const link = linkInPool(config);

/** By Cognito's names for how an account comes to be. */
const sources: Record<string, 'self' | 'server' | 'provider'> = {
  PreSignUp_SignUp: 'self',
  PreSignUp_AdminCreateUser: 'server',
  PreSignUp_ExternalProvider: 'provider',
};

/**
 * Cognito's pre-sign-up trigger: nobody has an account whom nobody let in. The page passes the token of an invitation as
 * `invitation` in the client metadata of its sign-up.
 */
export const handler = poolTrigger(PoolEvent, async (event) => {
  const { triggerSource, request } = event;
  const source = sources[triggerSource];
  if (!source) throw new Error(`Cognito asks about ${triggerSource}, which Parley does not know.`);
  const email = Email.parse(request.userAttributes['email']);
  // A link that was cut off on its way is none: the workspace's rule may still let its holder in.
  const invitation = InvitationToken.safeParse(request.clientMetadata?.['invitation']).data;
  const isVouchedFor = source === 'provider' && request.userAttributes['email_verified'] === 'true';
  const isProvable = isSelfMade(request.userAttributes);
  await core.admitSignUp({
    email,
    invitation,
    source,
    isProvable,
    ...(isVouchedFor && { link: () => link(event, email) }),
  });
});
