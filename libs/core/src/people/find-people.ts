import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

export const findPeople: UseCase<'people.find'> = async ({ people }, _caller, asked) => {
  if ('ids' in asked) return { people: await people.get([...new Set(asked.ids)]) };
  const person = await people.byEmail(asked.email);
  return { people: [person ?? refuse('person_not_found')] };
};
