import type { MemoryTables } from '../testing/memory-tables';
import { defaultSettings, formerMember, type PeopleStore } from './people-store';

export const memoryPeopleStore = ({ people, settings, access }: MemoryTables): PeopleStore => {
  const settingsOf = (id: string) => ({ ...defaultSettings, ...settings.get(id) });
  return {
    get: async (ids) => [...people.values()].filter(({ id }) => ids.includes(id)),
    byEmail: async (email) => [...people.values()].find((person) => person.email === email),
    create: async (person) => {
      const taken = people.has(person.id) || [...people.values()].some(({ email }) => email === person.email);
      if (!taken) people.set(person.id, person);
      return !taken;
    },
    changeEmail: async ({ id, email: was }, email) => {
      const person = people.get(id);
      if (person?.email !== was || person.status === 'removed') return 'moved';
      if ([...people.values()].some((other) => other.id !== id && other.email === email)) return 'taken';
      people.set(id, { ...person, email });
      return 'changed';
    },
    settings: async (ids) => new Map(ids.filter((id) => people.has(id)).map((id) => [id, settingsOf(id)])),
    choose: async (id, { readReceipts }) => {
      const person = people.get(id);
      if (!person || person.status === 'removed') return undefined;
      settings.set(id, { ...settingsOf(id), ...(readReceipts !== undefined && { readReceipts }) });
      return settingsOf(id);
    },
    forget: async (id) => {
      const person = people.get(id);
      if (!person) return;
      const { role, status } = person;
      people.set(id, { id, ...formerMember, ...(role && { role }), ...(status && { status }) });
      settings.delete(id);
      const { username: _, validFrom = 0 } = access.get(id) ?? {};
      access.set(id, { validFrom });
    },
  };
};
