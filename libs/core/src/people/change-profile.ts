import { readsAsAll } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { afterProfile } from './directory';

/** Somebody who changes their own name or handle on as many devices at once is no person. */
const tries = 5;

/** Changes how colleagues see me. A handle belongs to one person, and so do all that look like it. */
export const changeProfile: UseCase<'people.profile'> = async (context, { personId }, chosen) => {
  await limitAct(context, 'profiles', personId);
  if (chosen.handle && readsAsAll(chosen.handle))
    refuse('handle_taken', 'That reads like a call of everyone. Choose another handle.');
  for (let nth = 0; nth < tries; nth += 1) {
    const [was] = await context.people.get([personId]);
    if (!was || was.status === 'removed') refuse('no_profile');
    const outcome = await context.directory.change(was, chosen);
    if (outcome === 'handle_taken') refuse('handle_taken');
    if (outcome === 'changed') return { person: afterProfile(was, chosen) };
  }
  return refuse('busy');
};
