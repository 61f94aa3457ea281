import type { MemoryTables } from '../testing/memory-tables';
import { type Access, type AccessStore, afterChange, ownersGained, plainAccess } from './access-store';

export const memoryAccessStore = ({ people, access }: MemoryTables): AccessStore => {
  const accessOf = (id: string): Access | undefined => {
    const person = people.get(id);
    if (!person) return undefined;
    const { role = plainAccess.role, status = plainAccess.status } = person;
    return { ...plainAccess, ...access.get(id), role, status };
  };
  const isOwner = (id: string): boolean => ownersGained(plainAccess, accessOf(id) ?? plainAccess) > 0;
  return {
    of: async (ids) => {
      const known = ids.map((id) => [id, accessOf(id)] as const);
      return new Map(known.filter((one): one is [string, Access] => one[1] !== undefined));
    },
    change: async (id, to, was) => {
      const [person, now] = [people.get(id), accessOf(id)];
      const isStill = now?.role === was.role && now.status === was.status && now.validFrom === was.validFrom;
      if (!person || !isStill) return 'moved';
      const { role, status, validFrom } = afterChange(was, to);
      const lost = ownersGained(was, { ...was, role, status }) < 0;
      if (lost && [...people.keys()].filter(isOwner).length === 1) return 'last_owner';
      people.set(id, { ...person, role, status });
      access.set(id, { ...access.get(id), validFrom });
      return 'changed';
    },
    hasOwner: async () => [...people.keys()].some(isOwner),
    note: async (id, { validFrom = 0, username, held }) => {
      const now = accessOf(id);
      if (!now) return;
      const name = username ?? now.username;
      access.set(id, {
        ...((held ?? now.held) && { held: held ?? now.held }),
        validFrom: Math.max(now.validFrom, validFrom),
        ...(name !== undefined && { username: name }),
      });
    },
  };
};
