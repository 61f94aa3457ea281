import { createContext, use } from 'react';

/** What an attempt to sign in led to. */
export type SignInOutcome =
  | 'signed-in'
  /** The address was never confirmed: a code is due. */
  | 'confirm'
  /** An admin asked for a new password. */
  | 'reset'
  /** The password was right; a code of the authenticator app is due. */
  | 'totp'
  /** The password came by mail with an invitation: one of their own is due. */
  | 'new-password'
  /** The account asks for something that Parley never sets up, such as a code by text message. */
  | 'unsupported';

/** What came of proving once more who is here. */
export type SignedInAgain = { outcome: SignInOutcome; token?: string };

/** What only whoever is signed in can do with their account. Its code is fetched with the settings. */
export type OwnAccount = {
  /** Whether the account is tied to one of Google, whose address it takes at every sign-in there. */
  usesGoogle(): Promise<boolean>;
  /** Whether it has a password. One that began at Google has none, so there is nothing that a second step could be beside. */
  hasPassword(): Promise<boolean>;
  /** Enters the code that was mailed to another address: from now on that one counts. The server has it mailed. */
  confirmEmail(code: string): Promise<void>;
  /**
   * Proves once more who is here, beside the session of this page, which goes on. Resolves to a token of that sign-in, to be
   * used at once; or to `totp` where a code is due, for `enterCodeAgain`. `secret`: as for `Auth.signIn`.
   */
  signInAgain(email: string, password: string, secret: string | undefined): Promise<SignedInAgain>;
  enterCodeAgain(code: string, secret: string | undefined): Promise<SignedInAgain>;
  changePassword(before: string, after: string): Promise<void>;
  /** Whether a second factor is asked for at sign-in. */
  hasTotp(): Promise<boolean>;
  /** A fresh secret for an authenticator app; it counts for nothing before `confirmTotp`. `uri`: for a QR code. */
  setUpTotp(issuer: string, account: string): Promise<{ secret: string; uri: string }>;
  confirmTotp(code: string): Promise<void>;
  turnTotpOff(): Promise<void>;
};

/** Signing in by an account of Google. */
export type Google = {
  /** Leaves this page for Google, which leads back to `/sign-in/google`; `to`: the page that was asked for. */
  start(to: string): Promise<void>;
  /** On the way back: resolves once the session is there. */
  finish(): Promise<void>;
  /** What `start` was told in this tab, whatever came of it. Anybody at this device could have written it. */
  askedFor(): string;
};

/** Accounts, as the sign-in pages see them. Everything rejects with Cognito's own error; `failureOf` words it. */
export type Auth = {
  /** `secret`: the one that the password was chosen with on this device, if it was just now. */
  signIn(email: string, password: string, secret: string | undefined): Promise<SignInOutcome>;
  /** Answers `totp`; `secret`: as `signIn` was given, since each step of a sign-in is asked for it anew. */
  enterCode(code: string, secret: string | undefined): Promise<SignInOutcome>;
  /** Answers `new-password`; `name`: how colleagues see them. */
  choosePassword(password: string, name: string): Promise<SignInOutcome>;
  /**
   * `invitation`: the token of the link that they came by. `secret`: shown again with the code, it proves that whoever enters
   * that chose the password; the pool is told its hash.
   */
  signUp(person: {
    email: string;
    name: string;
    password: string;
    secret: string;
    invitation?: string | undefined;
  }): Promise<void>;
  /** `secret`: the one that the address signed up with on this device; without it the password has to be chosen anew. */
  confirm(email: string, code: string, secret: string | undefined): Promise<void>;
  resend(email: string): Promise<void>;
  /** Sends a code for a new password. */
  forgot(email: string): Promise<void>;
  /** `secret`: shown again by a sign-in, it proves that this device chose the password. */
  reset(email: string, code: string, password: string, secret: string): Promise<void>;
  /** What names the sign-in whose tokens this device has; undefined where it has none. Asks nobody. */
  session(): Promise<string | undefined>;
  /**
   * Takes the tokens of that `session` off this device at once, then ends it in the pool. Another one, which a tab may have
   * begun meanwhile, stays.
   */
  signOut(session: string | undefined): Promise<void>;
  /**
   * Takes the tokens off this device, if they are of `personId`; of whomever, where that is not known. For a session that is
   * over at our doors: the pool may hold it for good, and would let nobody in by Google beside it.
   */
  forget(personId: string | undefined): Promise<void>;
  /**
   * A good access token, or null when the session is over, or is not of `of` but of who signed in since. Rejects where that
   * cannot be found out now.
   */
  token(options: { of: string; fresh?: boolean }): Promise<string | null>;
  /** Whose session it is; null when there is none. Rejects where that cannot be found out now. */
  personId(): Promise<string | null>;
  google(): Promise<Google>;
  own(): Promise<OwnAccount>;
};

/** Sign-in code is large and rarely needed at once: it is fetched when first asked for. */
export type LoadAuth = () => Promise<Auth>;
export const AuthContext = createContext<LoadAuth | null>(null);

export const useAuth = (): LoadAuth => {
  const auth = use(AuthContext);
  if (!auth) throw new Error('There is no AuthContext above this component.');
  return auth;
};
