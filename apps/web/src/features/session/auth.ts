import { createContext, use } from 'react';

/** What an attempt to sign in led to. */
export type SignInOutcome =
  | 'signed-in'
  /** The address was never confirmed: a code is due. */
  | 'confirm'
  /** An admin asked for a new password. */
  | 'reset'
  /** The account asks for something that this app cannot do yet, say a one-time password. */
  | 'unsupported';

/** Accounts, as the sign-in pages see them. Everything rejects with Cognito's own error; `failureOf` words it. */
export type Auth = {
  signIn(email: string, password: string): Promise<SignInOutcome>;
  signUp(person: { email: string; name: string; password: string }): Promise<void>;
  confirm(email: string, code: string): Promise<void>;
  resend(email: string): Promise<void>;
  /** Sends a code for a new password. */
  forgot(email: string): Promise<void>;
  reset(email: string, code: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** A good access token, or null when the session is over. Rejects where that cannot be found out now. */
  token(options?: { fresh?: boolean }): Promise<string | null>;
  /** Whose session it is; null when there is none. Rejects where that cannot be found out now. */
  personId(): Promise<string | null>;
};

/** Sign-in code is large and rarely needed at once: it is fetched when first asked for. */
export type LoadAuth = () => Promise<Auth>;
export const AuthContext = createContext<LoadAuth | null>(null);

export const useAuth = (): LoadAuth => {
  const auth = use(AuthContext);
  if (!auth) throw new Error('There is no AuthContext above this component.');
  return auth;
};
