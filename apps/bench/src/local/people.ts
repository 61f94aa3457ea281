import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchAuthSession, signIn, signUp } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import * as z from 'zod';

const Config = z.object({ userPoolId: z.string(), userPoolClientId: z.string(), userPoolEndpoint: z.url() });
const Mails = z.object({ mails: z.array(z.object({ code: z.string() })) });

/** A token is used for so long; the pool's live an hour. */
const freshMs = 40 * 60_000;

const memoryStorage = () => {
  const items = new Map<string, string>();
  return {
    setItem: async (name: string, value: string) => void items.set(name, value),
    getItem: async (name: string) => items.get(name) ?? null,
    removeItem: async (name: string) => void items.delete(name),
    clear: async () => items.clear(),
  };
};

/** Signs people up and in as the page does. Amplify is one for the process, so one of them at a time. */
export const peopleOf = async (url: string) => {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = Config.parse(
    await (await fetch(`${url}/config.json`)).json(),
  );
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(() => {
      cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());
      return work();
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  const tokens = new Map<string, { token: string; at: number }>();
  const emails = new Map<string, string>();
  const password = (email: string) => `Correct-horse-7 ${email}`;

  const signedIn = (email: string) =>
    inTurn(async () => {
      await signIn({ username: email, password: password(email) });
      const session = await fetchAuthSession();
      if (!session.tokens || !session.userSub) throw new Error(`${email} could not sign in`);
      tokens.set(session.userSub, { token: `${session.tokens.accessToken}`, at: Date.now() });
      return session.userSub;
    });

  return {
    /** Somebody new; resolves to their id. */
    join: async (name: string): Promise<string> => {
      const email = `${name}@torture.example.com`;
      await inTurn(async () => {
        const secret = newSignUpSecret();
        const userAttributes = { name, [signUpProof.attribute]: await signUpHashOf(secret) };
        await signUp({ username: email, password: password(email), options: { userAttributes } });
        const page = await fetch(`${url}/mail?format=json&to=${encodeURIComponent(email)}`);
        const { mails } = Mails.parse(await page.json());
        await confirmSignUp({
          username: email,
          confirmationCode: mails[0]?.code ?? 'no code was mailed',
          options: { clientMetadata: { [signUpProof.metadata]: secret } },
        });
      });
      const id = await signedIn(email);
      emails.set(id, email);
      return id;
    },
    /** The access token of a person, another one where asked for. */
    token: async (id: string, { fresh = false }: { fresh?: boolean } = {}): Promise<string> => {
      const held = tokens.get(id);
      if (!held || fresh || Date.now() - held.at > freshMs) await signedIn(emails.get(id) ?? '');
      return tokens.get(id)?.token ?? '';
    },
  };
};
export type People = Awaited<ReturnType<typeof peopleOf>>;
