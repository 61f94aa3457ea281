import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolOptions } from './user-pool';

/**
 * Whether signing in by password asks this account for more than the password. Never of one that a provider made: it has no
 * password, so its provider is the only way in.
 */
export const hasSecondStep =
  ({ client, userPoolId: UserPoolId }: UserPoolOptions) =>
  async (Username: string): Promise<boolean> => {
    const { UserStatus, UserMFASettingList = [] } = await client.send(
      new AdminGetUserCommand({ UserPoolId, Username }),
    );
    return UserStatus !== 'EXTERNAL_PROVIDER' && UserMFASettingList.length > 0;
  };
