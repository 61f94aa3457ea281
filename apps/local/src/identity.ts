import { availableParallelism } from 'node:os';
import {
  type Cognito,
  cognito,
  type FaultSource,
  type Google,
  google,
  type LambdaRunner,
  lambdaRunner,
  type LambdaFunction,
} from '@parley/emulators';
import { limits, signUpProof } from '@parley/protocol';
import { accountId, clientId, credentials, region, returnPaths, userPoolId } from './deployment';
import { people } from './seed';

// Environments of one function at a time. Each is a thread with a heap of its own, and ten that start at once on two
// cores may all be too late; fewer than four, and a few slow clients hold up everybody.
const concurrency = Math.min(10, Math.max(4, availableParallelism()));

// It knows the pool by this pair; nobody else talks to it.
const googleClient = { id: 'user-pool', secret: 'local' };

/** The stand-in for Google, where the people who are there from the start have accounts, too. */
export const startGoogle = (
  { address, origins }: { address: string; origins: readonly string[] },
  tell: (line: string) => void,
): Google =>
  google({
    issuer: `${address}/google`,
    client: { ...googleClient, redirectUris: origins.map((origin) => `${origin}/cognito/oauth2/idpresponse`) },
    accounts: [...people, { name: 'Gus Google', email: 'gus@example.com' }],
    onError: (error) => tell(`google ${error instanceof Error ? error.stack : String(error)}`),
  });

const urisAt = (origins: readonly string[], paths: readonly string[]) =>
  origins.flatMap((origin) => paths.map((path) => `${origin}${path}`));

/**
 * The user pool and the functions. Each needs the other: the pool calls its trigger, and the functions verify tokens
 * with the pool's keys.
 */
export const startPoolAndFunctions = async ({
  dataFile,
  tokenSeconds,
  address,
  origins,
  signInAtGoogle,
  functions,
  faults,
  tell,
}: {
  dataFile: string;
  /** How long access tokens live; Cognito's hour unless given. */
  tokenSeconds?: number;
  /** Where everything is, for code on this machine. */
  address: string;
  /** Where a page may have been loaded from. */
  origins: readonly string[];
  signInAtGoogle: Google['paths'];
  functions: (jwks: object) => Record<string, LambdaFunction>;
  faults: FaultSource;
  tell: (line: string) => void;
}): Promise<{ pool: Cognito; runner: LambdaRunner }> => {
  const started: { runner?: LambdaRunner } = {};
  const pool = await cognito({
    dataFile,
    ...(tokenSeconds !== undefined && { tokenSeconds: { access: tokenSeconds, id: tokenSeconds } }),
    region,
    userPoolId,
    clientId,
    credentials,
    // As deployed with Google, whose sign-ins write all of a profile. Without it the page's client writes no address.
    writeAttributes: ['email', 'name', 'picture', signUpProof.attribute],
    customAttributes: { [signUpProof.attribute]: { mutable: false } },
    temporaryPasswordDays: limits.invitationHours / 24,
    triggers: {
      preSignUp: 'admit-sign-up',
      postConfirmation: 'register-person',
      preAuthentication: 'limit-sign-in',
      postAuthentication: 'register-person',
      preTokenGeneration: 'issue-token',
    },
    invoke: async (name, event) => started.runner?.invoke(name, event),
    hostedUi: {
      redirectUris: urisAt(origins, returnPaths.signIn),
      logoutUris: urisAt(origins, returnPaths.signOut),
      providers: {
        Google: {
          issuer: `${address}/google`,
          clientId: googleClient.id,
          clientSecret: googleClient.secret,
          authorizeUrl: signInAtGoogle.authorize,
          tokenUrl: `${address}${signInAtGoogle.token}`,
          jwksUrl: `${address}${signInAtGoogle.jwks}`,
        },
      },
    },
    onError: (error) => tell(`cognito ${error instanceof Error ? error.stack : String(error)}`),
  });
  const runner = lambdaRunner({
    concurrency,
    functions: functions(pool.jwks()),
    region,
    accountId,
    faults,
    onLog: (name, line) => tell(`${name} ${line}`),
  });
  started.runner = runner;
  return { pool, runner };
};
