import type { WorkspaceRole } from '@parley/protocol';
import type { AccountPool, Identity } from './identity';

type Account = {
  /** The person whose it is. */
  id: string;
  email: string;
  isEnabled: boolean;
  group?: WorkspaceRole;
  signOuts: number;
  /** It was made by an invitation, and nobody has used it. */
  waits?: boolean;
  /** Somebody signed up with the address, and has not confirmed that it is theirs. */
  isUnconfirmed?: boolean;
  /** An address that was mailed a code. */
  next?: string;
  hasSecondStep?: boolean;
  /** Its password was replaced by one that nobody knows, so often. */
  passwordsReplaced?: number;
};

/** A user pool in memory: `accounts` by username, and the addresses that were `mailed`. */
export const memoryIdentity = () => {
  const accounts = new Map<string, Account>();
  const mailed: string[] = [];
  const change = (username: string, fields: Partial<Account>) => {
    const account = accounts.get(username);
    if (account) accounts.set(username, { ...account, ...fields });
  };
  /** `id`: of the person, where that is not what the pool calls them. */
  const add = (username: string, email: string, more: Partial<Account> = {}) =>
    accounts.set(username, { id: username, isEnabled: true, signOuts: 0, ...more, email });
  const holderOf = (email: string) => [...accounts].find(([, account]) => account.email === email);
  const identity: Identity & AccountPool = {
    signOutEverywhere: async (username) => change(username, { signOuts: (accounts.get(username)?.signOuts ?? 0) + 1 }),
    disable: async (username) => change(username, { isEnabled: false }),
    enable: async (username) => change(username, { isEnabled: true }),
    isOf: async (username, personId) => accounts.get(username)?.id === personId,
    replacePassword: async (username) =>
      change(username, { passwordsReplaced: (accounts.get(username)?.passwordsReplaced ?? 0) + 1 }),
    deleteAccount: async (username) => void accounts.delete(username),
    invite: async (email) => {
      const [username = '', found] = holderOf(email) ?? [];
      if (found?.isUnconfirmed) accounts.delete(username);
      const holder = found?.isUnconfirmed ? undefined : found;
      if (holder && !holder.waits) return 'already_here';
      if (!holder) add(`invited-${email}`, email, { waits: true });
      mailed.push(email);
      return holder ? 'invited_again' : 'invited';
    },
    withdraw: async (email) => {
      const [username, account] = holderOf(email) ?? [];
      if (username !== undefined && account?.waits) accounts.delete(username);
    },
    resetSecondStep: async (username) => change(username, { hasSecondStep: false }),
    addressOf: async (username) => accounts.get(username)?.email.toLowerCase(),
    changeAddress: async (username, next) => {
      if (!accounts.has(username)) return;
      change(username, { next });
      mailed.push(next);
    },
    setGroup: async (username, group) => change(username, { group }),
  };
  /** Whom a mail invited signs in with what it holds. */
  const comes = (email: string) => {
    const username = holderOf(email)?.[0];
    if (username !== undefined) change(username, { waits: false });
  };
  /** The code that was mailed to another address is entered; false where the address is somebody else's by then. */
  const entersCode = (username: string): boolean => {
    const email = accounts.get(username)?.next;
    if (email === undefined || holderOf(email)) return false;
    add(username, email);
    return true;
  };
  return { ...identity, accounts, mailed, add, comes, entersCode };
};
