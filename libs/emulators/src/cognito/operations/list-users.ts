import * as z from 'zod';
import { fail } from '../fault';
import { adminOperation } from '../operation';
import type { User } from '../state';
import { attributeList, attributesOf, usernameOf } from '../users';
import { userType } from './admin-get-user';

/** `email = "ana@example.com"`, or `^=` for what it begins with. A quotation mark inside has a backslash in front. */
const filterForm = /^\s*"?([a-z_:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** What the reference allows to search by. */
const searchable = new Set(
  'username email phone_number name given_name family_name preferred_username cognito:user_status status sub'.split(
    ' ',
  ),
);

const valueOf = (user: User, name: string): string | undefined => {
  if (name === 'username') return usernameOf(user);
  if (name === 'cognito:user_status') return user.status;
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return attributesOf(user)[name];
};

const matcher = (filter: string): ((user: User) => boolean) => {
  if (filter === '') return () => true;
  const [, name = '', operator, quoted = ''] = filterForm.exec(filter) ?? [];
  if (!searchable.has(name)) fail('InvalidParameterException', 'Error while parsing filter.');
  const wanted = quoted.replace(/\\(.)/g, '$1').toLowerCase();
  return (user) => {
    const value = valueOf(user, name)?.toLowerCase();
    return operator === '=' ? value === wanted : (value?.startsWith(wanted) ?? false);
  };
};

/** People of the pool, oldest first; at most 60 at once, as at the service. */
export const listUsers = adminOperation(
  z.object({
    AttributesToGet: z.array(z.string()).nullish(),
    Filter: z.string().max(256).nullish(),
    Limit: z.int().min(1).max(60).nullish(),
    PaginationToken: z.string().nullish(),
  }),
  async (pool, input) => {
    const found = [...pool.store.state.users.values()].filter(matcher(input.Filter ?? ''));
    const start = input.PaginationToken ? found.findIndex(({ sub }) => sub === input.PaginationToken) : 0;
    if (start < 0) fail('InvalidParameterException', 'Invalid pagination token.');
    const end = start + (input.Limit ?? 60);
    const next = found[end]?.sub;
    const shown = ({ Name }: { Name: string }) => input.AttributesToGet?.includes(Name) ?? true;
    return {
      Users: found
        .slice(start, end)
        .map((user) => ({ ...userType(user), Attributes: attributeList(user).filter(shown) })),
      ...(next && { PaginationToken: next }),
    };
  },
);
