import {
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolOptions } from './user-pool';

/** What a pool calls whom it knows from Google: `Google_<their id there>`; one that is not case-sensitive, `google_…`. */
const fromGoogle = /^google_(.+)$/i;

/**
 * Lets a sign-in with Google (`username`) open the account of this address from now on; false where there is none whose
 * address was confirmed. Whoever made an account for the address of somebody else never confirmed it.
 */
export const linkProvider =
  ({ client, userPoolId: UserPoolId }: UserPoolOptions) =>
  async (username: string, email: string): Promise<boolean> => {
    const id = fromGoogle.exec(username)?.[1];
    if (id === undefined) return false;
    const holder = await client
      .send(new AdminGetUserCommand({ UserPoolId, Username: email }))
      .catch((error: unknown) => {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      });
    const isProven = holder?.UserAttributes?.some(({ Name, Value }) => Name === 'email_verified' && Value === 'true');
    if (holder?.UserStatus !== 'CONFIRMED' || !isProven) return false;
    await client.send(
      new AdminLinkProviderForUserCommand({
        UserPoolId,
        DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: holder.Username },
        SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: id },
      }),
    );
    return true;
  };
