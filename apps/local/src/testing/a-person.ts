import { Amplify } from 'aws-amplify';
import { confirmResetPassword, confirmSignUp, fetchAuthSession, resetPassword, signIn, signUp } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import * as z from 'zod';

/** Somebody who is signed in, as the page is. */
export type SignedIn = { id: string; email: string; accessToken: string; idToken: string };

const Config = z.object({ userPoolId: z.string(), userPoolClientId: z.string(), userPoolEndpoint: z.url() });
const Mails = z.object({ mails: z.array(z.object({ code: z.string() })) });

const memoryStorage = () => {
  const items = new Map<string, string>();
  return {
    setItem: async (name: string, value: string) => void items.set(name, value),
    getItem: async (name: string) => items.get(name) ?? null,
    removeItem: async (name: string) => void items.delete(name),
    clear: async () => items.clear(),
  };
};

// Amplify is one for the process: whoever uses it next gets an empty storage, as on a device of their own.
const onNewDevice = async (url: string): Promise<void> => {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = Config.parse(
    await (await fetch(`${url}/config.json`)).json(),
  );
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());
};

const showing = (secret: string | undefined) =>
  secret === undefined ? {} : { clientMetadata: { [signUpProof.metadata]: secret } };

/** Signs in over SRP, as the page does; with the secret that the password was chosen with, where that was just now. */
export const signInTo = async (url: string, email: string, password: string, secret?: string): Promise<SignedIn> => {
  await onNewDevice(url);
  await signIn({ username: email, password, options: showing(secret) });
  const { tokens, userSub } = await fetchAuthSession();
  if (!tokens?.idToken || !userSub) throw new Error(`${email} could not sign in`);
  return { id: userSub, email, accessToken: `${tokens.accessToken}`, idToken: `${tokens.idToken}` };
};

/** What somebody signs up with: a password is one line, whatever the name holds. */
export const passwordOf = (name: string): string => `Correct-horse-7 ${name.replace(/\s+/g, ' ')}`;

/** The newest code that was mailed to this address. */
export const newestCode = async (url: string, email: string): Promise<string> => {
  const { mails } = Mails.parse(await (await fetch(`${url}/mail?format=json&to=${encodeURIComponent(email)}`)).json());
  return mails[0]?.code ?? 'no code was mailed';
};

/** Signs somebody up with the code from the mail page, and in; with the token of an invitation where they came by one. */
export const joinAs = async (
  url: string,
  name: string,
  email = `${name.toLowerCase()}@example.com`,
  invitation?: string,
): Promise<SignedIn> => {
  const password = passwordOf(name);
  await onNewDevice(url);
  const secret = newSignUpSecret();
  const clientMetadata = invitation === undefined ? {} : { clientMetadata: { invitation } };
  const userAttributes = { name, [signUpProof.attribute]: await signUpHashOf(secret) };
  await signUp({ username: email, password, options: { userAttributes, ...clientMetadata } });
  await confirmSignUp({
    username: email,
    confirmationCode: await newestCode(url, email),
    options: showing(secret),
  });
  return signInTo(url, email, password);
};

/** Chooses another password with the code from the mail page, as the holder of the address: the secret of that. */
export const resetTo = async (url: string, email: string, newPassword: string): Promise<string> => {
  const secret = newSignUpSecret();
  await onNewDevice(url);
  await resetPassword({ username: email });
  const confirmationCode = await newestCode(url, email);
  await confirmResetPassword({ username: email, confirmationCode, newPassword, options: showing(secret) });
  return secret;
};
