import { createHmac } from 'node:crypto';
import type { Pool } from './pool';
import type { User } from './state';

/** The user with this id or, in any case, this e-mail address. */
export const findUser = ({ store }: Pool, username: string): User | undefined => {
  const alias = username.toLowerCase();
  const users = store.state.users;
  return users.get(alias) ?? [...users.values()].find(({ email }) => email.toLowerCase() === alias);
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

/** Attributes as the API and the triggers spell them: all strings. */
export const attributesOf = (user: User): Record<string, string> => ({
  sub: user.sub,
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
