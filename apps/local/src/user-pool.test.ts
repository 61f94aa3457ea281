import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AliasExistsException,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  UserNotFoundException,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { hasSecondStep, userPool } from '@parley/cognito';
import { identityContract, type IdentityWorld } from '@parley/core/testing';
import { cognito } from '@parley/emulators';
import { Secret, TOTP } from 'otpauth';
import { onTestFinished } from 'vitest';
import { clientId as ClientId, credentials, region, userPoolId as UserPoolId } from './deployment';

const Password = 'Correct-horse-7';

/** What Parley asks of its pool, asked of the emulated one. */
const emulatedPool = async (): Promise<IdentityWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-pool-'));
  const dataFile = join(folder, 'user-pool.json');
  const pool = await cognito({
    ...{ dataFile, region, userPoolId: UserPoolId, clientId: ClientId, credentials },
    writeAttributes: ['name'], // as deployed
    allowPasswordAuth: true, // the sign-ins of this test prove nothing about passwords
  });
  const server = createServer(pool.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new CognitoIdentityProviderClient({ region, endpoint, credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
    await pool.close();
    await rm(folder, { recursive: true });
  });
  const [refreshTokens, accessTokens] = [new Map<string, string>(), new Map<string, string>()];
  const ofSignUps = new Set<string>();
  const signUp = async (Username: string) => {
    const { UserSub = '' } = await client.send(new SignUpCommand({ ClientId, Username, Password }));
    const [mail] = pool.mail.list(Username);
    ofSignUps.add(mail?.id ?? '');
    return { UserSub, code: mail?.code };
  };

  return {
    identity: userPool({ client, userPoolId: UserPoolId }),
    account: async (Username) => {
      const { UserSub, code: ConfirmationCode } = await signUp(Username);
      await client.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
      const AuthParameters = { USERNAME: Username, PASSWORD: Password };
      const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      const { AuthenticationResult } = await client.send(signIn);
      refreshTokens.set(UserSub, AuthenticationResult?.RefreshToken ?? '');
      accessTokens.set(UserSub, AuthenticationResult?.AccessToken ?? '');
      return UserSub;
    },
    signsUp: async (Username) => (await signUp(Username)).UserSub,
    lookUp: async (Username) => {
      try {
        const { Enabled = false } = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
        const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
        return { isEnabled: Enabled, groups: Groups.map(({ GroupName = '' }) => GroupName) };
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      }
    },
    setUpSecondStep: async (username) => {
      const AccessToken = accessTokens.get(username);
      const { SecretCode = '' } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate();
      await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
      const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
      await client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    },
    hasSecondStep: hasSecondStep({ client, userPoolId: UserPoolId }),
    isSignedIn: async (username) => {
      const RefreshToken = refreshTokens.get(username);
      try {
        await client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
        return true;
      } catch (error) {
        if (error instanceof NotAuthorizedException) return false;
        throw error;
      }
    },
    comes: async (Username) => {
      const [mail] = pool.mail.list(Username);
      const AuthParameters = { USERNAME: Username, PASSWORD: mail?.code ?? '' };
      const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      const { Session } = await client.send(signIn);
      const ChallengeResponses = { USERNAME: Username, NEW_PASSWORD: Password };
      const ChallengeName = 'NEW_PASSWORD_REQUIRED';
      await client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }));
    },
    entersCode: async (username, email) => {
      const RefreshToken = refreshTokens.get(username);
      const refresh = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
      const AccessToken = (await client.send(refresh)).AuthenticationResult?.AccessToken;
      const Code = pool.mail.list(email)[0]?.code;
      try {
        await client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
        return true;
      } catch (error) {
        if (error instanceof AliasExistsException) return false;
        throw error;
      }
    },
    mailed: async () =>
      pool.mail
        .list()
        .filter(({ id }) => !ofSignUps.has(id))
        .map(({ to }) => to),
  };
};

identityContract(emulatedPool);
