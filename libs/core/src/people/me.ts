import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

export const me: UseCase<'people.me'> = async ({ people }, { personId }) => {
  const [person] = await people.get([personId]);
  return { person: person ?? refuse('no_profile') };
};
