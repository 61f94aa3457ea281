import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Identity } from '@parley/core';
import { setGroup } from './groups';
import { unless } from './unless';

export type UserPoolOptions = {
  client: CognitoIdentityProviderClient;
  /** `<region>_<name>`. */
  userPoolId: string;
};

/** A Cognito user pool, as an administrator of it sees it. */
export const userPool = (options: UserPoolOptions): Identity => {
  const { client, userPoolId: UserPoolId } = options;
  return {
    signOutEverywhere: (Username) =>
      unless(UserNotFoundException, client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }))),
    disable: (Username) =>
      unless(UserNotFoundException, client.send(new AdminDisableUserCommand({ UserPoolId, Username }))),
    enable: (Username) =>
      unless(UserNotFoundException, client.send(new AdminEnableUserCommand({ UserPoolId, Username }))),
    deleteAccount: (Username) =>
      unless(UserNotFoundException, client.send(new AdminDeleteUserCommand({ UserPoolId, Username }))),
    invite: async (email) => {
      const create = new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        // Whoever can sign in with what is mailed there has read it.
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
      });
      try {
        await client.send(create);
        return 'invited';
      } catch (error) {
        if (error instanceof UsernameExistsException) return 'already_here';
        throw error;
      }
    },
    addressOf: async (Username) => {
      try {
        const { UserAttributes = [] } = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
        const { email, email_verified } = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
        return email_verified === 'true' ? email?.toLowerCase() : undefined;
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      }
    },
    resetSecondStep: (Username) => {
      const SoftwareTokenMfaSettings = { Enabled: false, PreferredMfa: false };
      const off = new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, SoftwareTokenMfaSettings });
      return unless(UserNotFoundException, client.send(off));
    },
    setGroup: (username, role) => unless(UserNotFoundException, setGroup(options)(username, role)),
  };
};
