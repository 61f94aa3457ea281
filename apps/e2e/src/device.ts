import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import type { Account } from './account';
import type { Deployment } from './deployment';

/** What a browser's local storage holds, by name. */
export type Stored = Record<string, string>;

/** Where the app notes who is signed in, so that its first paint is the right one: apps/web, `signed-in-hint.ts`. */
const hint = 'parley.signed-in';

// It says each time that the endpoint is not AWS's.
ConsoleLogger.LOG_LEVEL = 'ERROR';

// Amplify is one for the process, so people sign in one after the other.
let turn: Promise<unknown> = Promise.resolve();

/**
 * Signs somebody in by password, as the sign-in page does and with the same library, and gives what their browser would
 * keep of that. For journeys that begin behind that page: it need not be loaded, drawn and filled in for each of them.
 */
export const deviceOf = (deployment: Deployment, account: Account): Promise<Stored> => {
  const signedIn = turn.then(() => signInOnNewDevice(deployment, account));
  turn = signedIn.catch(() => undefined);
  return signedIn;
};

const signInOnNewDevice = async (
  { userPoolId, userPoolClientId, userPoolEndpoint }: Deployment,
  { email, password }: Account,
): Promise<Stored> => {
  const stored = new Map<string, string>();
  const pool = { userPoolId, userPoolClientId, ...(userPoolEndpoint && { userPoolEndpoint }) };
  Amplify.configure({ Auth: { Cognito: pool } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (name, value) => void stored.set(name, value),
    getItem: async (name) => stored.get(name) ?? null,
    removeItem: async (name) => void stored.delete(name),
    clear: async () => stored.clear(),
  });
  await signIn({ username: email, password, options: { authFlowType: 'USER_SRP_AUTH' } });
  const { userSub } = await fetchAuthSession();
  if (!userSub) throw new Error(`${email} could not sign in.`);
  return { ...Object.fromEntries(stored), [hint]: userSub };
};
