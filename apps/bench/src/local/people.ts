import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchAuthSession, signIn, signUp } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import * as z from 'zod';

const Config = z.object({ userPoolId: z.string(), userPoolClientId: z.string(), userPoolEndpoint: z.url() });
const Mails = z.object({ mails: z.array(z.object({ code: z.string() })) });

/** A token is used for so long; the pool's live an hour. */
const freshMs = 40 * 60_000;

/** A sign-in is tried so often, with so long in between, ms: two minutes in all. */
const [signInTries, signInAgainMs] = [24, 5_000];

type Login = { username: string; password: string };

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
  const logins = new Map<string, Login>();
  const signedOut = new Set<string>();

  const signedIn = (login: Login) =>
    inTurn(async () => {
      await signIn(login);
      const session = await fetchAuthSession();
      if (!session.tokens || !session.userSub) throw new Error(`${login.username} could not sign in`);
      tokens.set(session.userSub, { token: `${session.tokens.accessToken}`, at: Date.now() });
      logins.set(session.userSub, login);
      return session.userSub;
    });

  const loginOf = (id: string): Login => {
    const login = logins.get(id);
    if (!login) throw new Error(`Nobody signed in as ${id}`);
    return login;
  };

  return {
    /** Somebody new; resolves to their id. */
    join: async (name: string): Promise<string> => {
      const email = `${name}@torture.example.com`;
      const login = { username: email, password: `Correct-horse-7 ${email}` };
      await inTurn(async () => {
        const secret = newSignUpSecret();
        const userAttributes = { name, [signUpProof.attribute]: await signUpHashOf(secret) };
        await signUp({ ...login, options: { userAttributes } });
        const page = await fetch(`${url}/mail?format=json&to=${encodeURIComponent(email)}`);
        const { mails } = Mails.parse(await page.json());
        await confirmSignUp({
          username: email,
          confirmationCode: mails[0]?.code ?? 'no code was mailed',
          options: { clientMetadata: { [signUpProof.metadata]: secret } },
        });
      });
      return signedIn(login);
    },
    /** Somebody whom `npm start` made; resolves to their id. */
    enter: signedIn,
    /** The access token of a person, another one where asked for. */
    token: async (id: string, { fresh = false }: { fresh?: boolean } = {}): Promise<string> => {
      if (signedOut.has(id)) throw new Error('They have no sign-in.');
      const held = tokens.get(id);
      if (!held || fresh || Date.now() - held.at > freshMs) await signedIn(loginOf(id));
      return tokens.get(id)?.token ?? '';
    },
    /** From now on they have no token, as a page that was signed out. */
    signOut: (id: string): void => void signedOut.add(id),
    /** They sign in again; tried until it works, since the pool may be told late of a reinstatement. */
    signIn: async (id: string): Promise<void> => {
      for (let nth = 1; ; nth += 1)
        try {
          await signedIn(loginOf(id));
          signedOut.delete(id);
          return;
        } catch (error) {
          if (nth === signInTries) throw error;
          await new Promise((resume) => setTimeout(resume, signInAgainMs));
        }
    },
  };
};
export type People = Awaited<ReturnType<typeof peopleOf>>;
