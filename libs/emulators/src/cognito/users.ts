import { createHmac, randomUUID } from 'node:crypto';
import { fail } from './fault';
import type { Pool } from './pool';
import { noTotp, type User } from './state';

/** What the pool calls a user: `Username` of the API, `username` of the tokens. */
export const usernameOf = (user: User): string => user.username ?? user.sub;

/** Somebody new, of whom nothing is known but an address. */
export const newUser = ({ clock }: Pool, email: string): User => ({
  sub: randomUUID(),
  email,
  emailVerified: false,
  attributes: {},
  status: 'UNCONFIRMED',
  enabled: true,
  srp: null,
  temporaryUntil: null,
  confirmationCode: null,
  resetCode: null,
  emailCheck: null,
  totp: noTotp,
  groups: [],
  identities: [],
  createdAt: clock.now(),
  modifiedAt: clock.now(),
});

/** Whether the account was made by a sign-in elsewhere; its address is no name to sign in with. */
export const isExternal = ({ status }: User): boolean => status === 'EXTERNAL_PROVIDER';

/** The user of this name or, in any case, of this e-mail address. */
export const findUser = ({ store }: Pool, username: string): User | undefined => {
  const alias = username.toLowerCase();
  const users = store.state.users;
  return (
    users.get(alias) ??
    [...users.values()].find(
      (user) => usernameOf(user).toLowerCase() === alias || (!isExternal(user) && user.email.toLowerCase() === alias),
    )
  );
};

/** Refuses an address that somebody signs in with, other than this user. */
export const requireFreeAlias = (pool: Pool, email: string, { sub }: User): void => {
  const holder = findUser(pool, email);
  if (holder && holder.sub !== sub) {
    fail('AliasExistsException', 'An account with the given email already exists.');
  }
};

/**
 * Who a username stands for, whether or not they exist: an id, and the user behind it. A stranger's id is the same each
 * time, as Cognito's is, so that limits and challenges look alike for both.
 */
export const whoIs = (pool: Pool, username: string): { id: string; user: User | undefined } => {
  const user = findUser(pool, username);
  return { id: user?.sub ?? strangerId(pool, username), user };
};

/** Bytes that only this pool can derive from a name. */
export const derive = ({ secret }: Pool, purpose: string, name: string): string =>
  createHmac('sha256', secret).update(`${purpose}:${name.toLowerCase()}`).digest('hex');

const strangerId = (pool: Pool, username: string): string => {
  const hex = derive(pool, 'id', username);
  const variant = '89ab'[parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The sign-ins elsewhere as tokens and attributes spell them. */
export const identitiesOf = ({ identities }: User) =>
  identities.map(({ userId, providerName, primary, dateCreated }) => ({
    dateCreated: String(dateCreated),
    userId,
    providerName,
    providerType: providerName,
    issuer: null,
    primary: String(primary),
  }));

/** Attributes as the API and the triggers spell them: all strings. */
export const attributesOf = (user: User): Record<string, string> => ({
  sub: user.sub,
  ...(user.identities.length > 0 && { identities: JSON.stringify(identitiesOf(user)) }),
  ...user.attributes,
  email: user.email,
  email_verified: String(user.emailVerified),
});

export const attributeList = (user: User): { Name: string; Value: string }[] =>
  Object.entries(attributesOf(user)).map(([Name, Value]) => ({ Name, Value }));

/** `request.userAttributes` of a trigger's event. */
export const triggerAttributes = (user: User): Record<string, string> => ({
  ...attributesOf(user),
  'cognito:user_status': user.status,
});
