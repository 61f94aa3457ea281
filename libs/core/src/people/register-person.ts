import { Name, type Person } from '@parley/protocol';
import type { Report } from '../ports';
import type { PeopleStore } from './people-store';

/** Makes the profile of an account that has none. The triggers behind it run often: the first one counts. */
export const registerPerson = async (
  { people, report }: { people: PeopleStore; report: Report },
  { id, email, name }: { id: string; email: string; name: string },
): Promise<void> => {
  if ((await people.get([id])).length > 0) return;
  // Cognito takes any name; ours is one line of at most 80 characters.
  const given = Name.safeParse(name);
  const person: Person = {
    id,
    email: email.toLowerCase(),
    name: given.success ? given.data : email.replace(/@.*/, '').slice(0, 80),
  };
  if (await people.create(person)) return;
  const [existing] = await people.get([id]);
  if (!existing) report('address belongs to another profile', { personId: id });
};
