import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';
import { limits } from '../limits';

/** The author brought people in. They are members from this seq on. */
export const membersAdded = entry({
  kind: 'members.added',
  members: true,
  body: z.object({ people: z.array(PersonId).min(1).max(limits.peoplePerEntry) }),
  example: { people: ['bo'] },
});
