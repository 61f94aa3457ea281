import type { WorkspaceRole } from '@parley/protocol';
import type { Identity } from './identity';

type Account = {
  email: string;
  isEnabled: boolean;
  group?: WorkspaceRole;
  signOuts: number;
  /** It was made by an invitation, and nobody has used it. */
  waits?: boolean;
  /** An address that was mailed a code. */
  next?: string;
  hasSecondStep?: boolean;
};

/** A user pool in memory: `accounts` by username, and the addresses that were `mailed`. */
export const memoryIdentity = () => {
  const accounts = new Map<string, Account>();
  const mailed: string[] = [];
  const change = (username: string, fields: Partial<Account>) => {
    const account = accounts.get(username);
    if (account) accounts.set(username, { ...account, ...fields });
  };
  const holderOf = (email: string) => [...accounts].find(([, account]) => account.email === email);
  const identity: Identity = {
    signOutEverywhere: async (username) => change(username, { signOuts: (accounts.get(username)?.signOuts ?? 0) + 1 }),
    disable: async (username) => change(username, { isEnabled: false }),
    enable: async (username) => change(username, { isEnabled: true }),
    deleteAccount: async (username) => void accounts.delete(username),
    invite: async (email) => {
      const holder = holderOf(email)?.[1];
      if (holder && !holder.waits) return 'already_here';
      if (!holder) accounts.set(`invited-${email}`, { email, isEnabled: true, signOuts: 0, waits: true });
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
  const add = (username: string, email: string) => accounts.set(username, { email, isEnabled: true, signOuts: 0 });
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
