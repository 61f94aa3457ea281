import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { onTestFinished } from 'vitest';
import { fakeClock } from '../../testing/fake-clock';
import { cognito, type CognitoOptions } from '../cognito';
import { startSrp } from './srp-client';

export const region = 'eu-west-1';
export const userPoolId = 'eu-west-1_Parley';
export const clientId = 'parleywebclient';
export const password = 'Correct-horse-1';
export const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'a secret of the test' };

/** A folder of its own, gone when the test is over. */
export const freshDataFile = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'cognito-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'pool', 'cognito.json');
};

/** What stands beside the pool on its port: further options, and a handler that tells whether a request was its own. */
type Beside = (endpoint: string) => Promise<{
  options: Partial<CognitoOptions>;
  handle(req: IncomingMessage, res: ServerResponse): boolean;
}>;

/** A pool on a port of its own with the real SDK client in front of it, and a clock that the test moves. */
export const startPool = async (given: Partial<CognitoOptions> = {}, beside?: Beside) => {
  const clock = fakeClock();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const neighbour = await beside?.(endpoint);
  const options = { ...given, ...neighbour?.options };
  const dataFile = options.dataFile ?? (await freshDataFile());
  const pool = await cognito({ region, userPoolId, clientId, clock, credentials, ...options, dataFile });
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    if (req.url?.startsWith('/mail')) pool.mailPage(req, res);
    else if (!neighbour?.handle(req, res)) pool.handle(req, res);
  });
  // One attempt: a refusal for too many tries is an answer here, not a reason to try again.
  const sdk = new CognitoIdentityProviderClient({ region, endpoint, credentials, maxAttempts: 1 });
  const stop = async () => {
    sdk.destroy();
    server.closeAllConnections();
    server.close();
    await pool.close();
  };
  onTestFinished(stop);

  const newestCode = (to: string): string => pool.mail.list(to)[0]?.code ?? 'no mail';

  /** Registers someone, and confirms them with the code in their mail. */
  const register = async (email: string, name = 'Ana'): Promise<string> => {
    const UserAttributes = [{ Name: 'name', Value: name }];
    const { UserSub = '' } = await sdk.send(
      new SignUpCommand({ ClientId: clientId, Username: email, Password: password, UserAttributes }),
    );
    const ConfirmationCode = newestCode(email);
    await sdk.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode }));
    return UserSub;
  };

  /** Signs in over SRP with the test's own client half. */
  const signIn = async (email: string, typed = password) => {
    const srp = startSrp(userPoolId);
    const { ChallengeParameters = {} } = await sdk.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: email, SRP_A: srp.A },
      }),
    );
    const { AuthenticationResult: tokens } = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: srp.answer(ChallengeParameters, typed),
      }),
    );
    return {
      accessToken: tokens?.AccessToken ?? '',
      idToken: tokens?.IdToken ?? '',
      refreshToken: tokens?.RefreshToken ?? '',
    };
  };

  return { pool, clock, dataFile, endpoint, sdk, newestCode, register, signIn, stop };
};

/** The claims of a JWT, unverified. */
export const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** What a rejected call was rejected with: `[name, message]`. */
export const refusalOf = async (call: Promise<unknown>): Promise<[string, string]> => {
  const error: unknown = await call.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? [error.name, error.message] : ['not an error', String(error)];
};
