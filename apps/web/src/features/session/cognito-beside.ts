import { Amplify, type AmplifyContext, createAmplifyContext } from 'aws-amplify';
import { createUserPoolsTokenProvider } from 'aws-amplify/adapter-core';
import { DefaultTokenStore } from 'aws-amplify/auth/cognito';

export type HeldTokens = NonNullable<Awaited<ReturnType<DefaultTokenStore['loadTokens']>>>;

const memoryStorage = () => {
  const held = new Map<string, string>();
  return {
    getItem: async (name: string) => held.get(name) ?? null,
    setItem: async (name: string, value: string) => void held.set(name, value),
    removeItem: async (name: string) => void held.delete(name),
    clear: async () => held.clear(),
  };
};

/** A sign-in beside the one of this page: its tokens stand in memory alone. `tokens`: those that it begins with. */
export const beside = async (tokens?: HeldTokens): Promise<AmplifyContext> => {
  const pool = Amplify.getConfig().Auth?.Cognito;
  if (!pool?.userPoolId || !pool.userPoolClientId) throw new Error('aws-amplify was told of no user pool.');
  // Without the way to Google: signing out by it would lead this page away, to end the sign-in that goes on.
  const { userPoolId, userPoolClientId, userPoolEndpoint } = pool;
  const Auth = { Cognito: { userPoolId, userPoolClientId, ...(userPoolEndpoint && { userPoolEndpoint }) } };
  const storage = memoryStorage();
  if (tokens) {
    const store = new DefaultTokenStore();
    store.setAuthConfig(Auth);
    store.setKeyValueStorage(storage);
    await store.storeTokens(tokens);
  }
  const tokenProvider = createUserPoolsTokenProvider(Auth, storage);
  return createAmplifyContext({ Auth }, { Auth: { tokenProvider } });
};
