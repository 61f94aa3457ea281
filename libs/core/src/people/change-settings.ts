import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

export const changeSettings: UseCase<'people.settings'> = async ({ people }, { personId }, chosen) => ({
  settings: (await people.choose(personId, chosen)) ?? refuse('no_profile'),
});
