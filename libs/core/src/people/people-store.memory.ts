import type { MemoryTables } from '../testing/memory-tables';
import type { PeopleStore } from './people-store';

export const memoryPeopleStore = ({ people }: MemoryTables): PeopleStore => ({
  get: async (ids) => [...people.values()].filter(({ id }) => ids.includes(id)),
  byEmail: async (email) => [...people.values()].find((person) => person.email === email),
  create: async (person) => {
    const taken = people.has(person.id) || [...people.values()].some(({ email }) => email === person.email);
    if (!taken) people.set(person.id, person);
    return !taken;
  },
});
