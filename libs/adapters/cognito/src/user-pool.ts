import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AliasExistsException,
  type CognitoIdentityProviderClient,
  UnsupportedUserStateException,
  UsernameExistsException,
  UserNotFoundException,
  type UserStatusType,
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
  const lookUp = (Username: string) =>
    client.send(new AdminGetUserCommand({ UserPoolId, Username })).catch((error: unknown) => {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    });

  const mailed = (email: string): AdminCreateUserCommandInput => ({
    UserPoolId,
    Username: email,
    // Whoever can sign in with what is mailed there has read it.
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ],
    DesiredDeliveryMediums: ['EMAIL'],
  });

  /** Makes an account; false where the address has one. */
  const makeWaiting = async (email: string): Promise<boolean> => {
    try {
      await client.send(new AdminCreateUserCommand(mailed(email)));
      return true;
    } catch (error) {
      if (error instanceof UsernameExistsException) return false;
      throw error;
    }
  };
  /** Takes the account of this address away if it is in that state; whether it was. */
  const removeIn = async (status: UserStatusType, email: string): Promise<boolean> => {
    const { UserStatus, Username } = (await lookUp(email)) ?? {};
    if (UserStatus !== status) return false;
    // By its own name: meanwhile somebody else might have the address.
    await unless(UserNotFoundException, client.send(new AdminDeleteUserCommand({ UserPoolId, Username })));
    return true;
  };

  return {
    signOutEverywhere: (Username) =>
      unless(UserNotFoundException, client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }))),
    disable: (Username) =>
      unless(UserNotFoundException, client.send(new AdminDisableUserCommand({ UserPoolId, Username }))),
    enable: (Username) =>
      unless(UserNotFoundException, client.send(new AdminEnableUserCommand({ UserPoolId, Username }))),
    isOf: async (Username, personId) => {
      const { UserAttributes = [] } = (await lookUp(Username)) ?? {};
      return UserAttributes.some(({ Name, Value }) => Name === 'sub' && Value === personId);
    },
    deleteAccount: (Username) =>
      unless(UserNotFoundException, client.send(new AdminDeleteUserCommand({ UserPoolId, Username }))),
    invite: async (email) => {
      if (await makeWaiting(email)) return 'invited';
      try {
        // For an account that nobody used: it is mailed another password, whose time begins anew.
        await client.send(new AdminCreateUserCommand({ ...mailed(email), MessageAction: 'RESEND' }));
        return 'invited_again';
      } catch (error) {
        if (!(error instanceof UnsupportedUserStateException)) throw error;
      }
      // Anybody can sign up with an address: who has not confirmed it keeps nobody from being invited.
      if (!(await removeIn('UNCONFIRMED', email))) return 'already_here';
      if (await makeWaiting(email)) return 'invited';
      throw new Error('Somebody signed up with the invited address at the same moment.');
    },
    withdraw: async (email) => void (await removeIn('FORCE_CHANGE_PASSWORD', email)),
    addressOf: async (Username) => {
      const { UserAttributes = [] } = (await lookUp(Username)) ?? {};
      const { email, email_verified } = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
      return email_verified === 'true' ? email?.toLowerCase() : undefined;
    },
    changeAddress: async (Username, email) => {
      // Without `email_verified`, and in a pool that wants it verified before: mailed a code, and nothing else changes.
      const UserAttributes = [{ Name: 'email', Value: email }];
      const change = client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
      await unless(AliasExistsException, unless(UserNotFoundException, change));
    },
    resetSecondStep: (Username) => {
      const SoftwareTokenMfaSettings = { Enabled: false, PreferredMfa: false };
      const off = new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, SoftwareTokenMfaSettings });
      return unless(UserNotFoundException, client.send(off));
    },
    setGroup: (username, role) => unless(UserNotFoundException, setGroup(options)(username, role)),
  };
};
