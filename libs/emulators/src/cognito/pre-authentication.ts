import type { ClientMetadata } from './claim-changes';
import type { Pool } from './pool';
import type { User } from './state';
import { triggerAttributes, usernameOf } from './users';

/**
 * Asks the PreAuthentication trigger, which refuses by throwing, before anything of the sign-in is looked at. As the app
 * client prevents user existence errors, it is asked about names that nobody has as well, and told so. What the client
 * sends along reaches it as `validationData`, not as `clientMetadata`.
 */
export const askPreAuthentication = async (
  { triggers }: Pool,
  { typed, user, clientMetadata }: { typed: string; user: User | undefined; clientMetadata: ClientMetadata },
): Promise<void> => {
  await triggers('preAuthentication', {
    source: 'PreAuthentication_Authentication',
    userName: user ? usernameOf(user) : typed,
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      validationData: clientMetadata ?? {},
      userNotFound: user === undefined,
    },
    response: {},
  });
};
