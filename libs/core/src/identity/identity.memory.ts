import type { WorkspaceRole } from '@parley/protocol';
import type { Identity } from './identity';

type Account = {
  email: string;
  isEnabled: boolean;
  group?: WorkspaceRole;
  signOuts: number;
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
  const identity: Identity = {
    signOutEverywhere: async (username) => change(username, { signOuts: (accounts.get(username)?.signOuts ?? 0) + 1 }),
    disable: async (username) => change(username, { isEnabled: false }),
    enable: async (username) => change(username, { isEnabled: true }),
    deleteAccount: async (username) => void accounts.delete(username),
    invite: async (email) => {
      if ([...accounts.values()].some((account) => account.email === email)) return 'already_here';
      accounts.set(`invited-${email}`, { email, isEnabled: true, signOuts: 0 });
      mailed.push(email);
      return 'invited';
    },
    resetSecondStep: async (username) => change(username, { hasSecondStep: false }),
    addressOf: async (username) => accounts.get(username)?.email.toLowerCase(),
    setGroup: async (username, group) => change(username, { group }),
  };
  const add = (username: string, email: string) => accounts.set(username, { email, isEnabled: true, signOuts: 0 });
  return { ...identity, accounts, mailed, add };
};
