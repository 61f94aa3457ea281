import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

export const me: UseCase<'people.me'> = async ({ people }, { personId }) => {
  const [[person], settings] = await Promise.all([people.get([personId]), people.settings([personId])]);
  return { person: person ?? refuse('no_profile'), settings: settings.get(personId) ?? refuse('no_profile') };
};
