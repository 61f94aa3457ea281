import type { WorkspaceRole } from '@parley/protocol';

/** Who a token speaks for. Times in ms since 1970. */
export type TokenIdentity = {
  personId: string;
  username: string;
  /** The sign-in that it comes from. */
  sessionId: string;
  authTime: number;
  tokenExpires: number;
};

/** The verdict on an access token, null where it is none of ours. Rejects where that cannot be told now. */
export type VerifyToken = (token: string) => Promise<TokenIdentity | null>;

/**
 * What is asked of the user pool, by the names that it gives people (`username`). Each may be repeated, and does nothing
 * where it is so already or where nobody has that name. Rejects where the pool does not do it.
 */
export type Identity = {
  /** No refresh token of theirs works any more. */
  signOutEverywhere(username: string): Promise<void>;
  /** They can sign in no more, and refresh nothing. */
  disable(username: string): Promise<void>;
  enable(username: string): Promise<void>;
  /** Whether the account of this name is this person's. Who comes by Google again has the name of before, and is another. */
  isOf(username: string, personId: string): Promise<boolean>;
  /** The account is gone, and its address free. */
  deleteAccount(username: string): Promise<void>;
  /**
   * Makes an account for this address and mails how to come in. `invited_again` where an account waits there that nobody
   * used: it is mailed anew, and what was mailed before opens nothing. One of somebody who signed up and has not confirmed
   * that the address is theirs goes, and is no reason not to mail. `already_here` where there is any other one; nothing is
   * mailed.
   */
  invite(email: string): Promise<'invited' | 'invited_again' | 'already_here'>;
  /** Removes the account of an invited address that nobody used. Any other one stays. */
  withdraw(email: string): Promise<void>;
  /** Their password alone signs them in, until they set up another app. Their sign-ins stay. */
  resetSecondStep(username: string): Promise<void>;
  /** The address of an account, lower case; undefined where nobody has that name, or has not proven that it is theirs. */
  addressOf(username: string): Promise<string | undefined>;
  /**
   * Mails a code to another address of an account; the one before counts until somebody who is signed in entered it.
   * Where another account has that address nothing is said of it: the code, if there is one, leads to nothing.
   */
  changeAddress(username: string, email: string): Promise<void>;
  /** Puts somebody into the group of this role, and into no other: the pool's groups mirror our roles. */
  setGroup(username: string, role: WorkspaceRole): Promise<void>;
};

/** What is asked of the pool besides as one of its accounts is registered. */
export type AccountPool = Pick<Identity, 'setGroup' | 'signOutEverywhere' | 'isOf'> & {
  /** From now on the account has a password that nobody knows, until a mailed code leads to another. Its sign-ins stay. */
  replacePassword(username: string): Promise<void>;
};
