import type { GoogleAccount } from './accounts';

export type GoogleOptions = {
  /** Where it is mounted, as an address; `iss` of its ID tokens. The browser may come by another name of this machine. */
  issuer: string;
  /** The one client: the user pool. */
  client: { id: string; secret: string; redirectUris: readonly string[] };
  /** Who can be chosen; any other address can be typed. */
  accounts: readonly GoogleAccount[];
  onError?: (error: unknown) => void;
};
