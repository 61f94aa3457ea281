import * as z from 'zod';
import { Email, PersonId } from '../ids';
import { request } from '../request';
import { ana, Person } from './person';

// A POST, although it changes nothing: an address in a URL would stand in access logs.
export const findPeople = request({
  type: 'people.find',
  summary: 'Find people by e-mail address or by id. Ids that nobody has are left out of the answer.',
  http: 'POST /api/people/find',
  body: z.union([z.object({ email: Email }), z.object({ ids: z.array(PersonId).min(1).max(100) })], {
    error: 'names neither an e-mail address as `email`, nor 1 to 100 ids as `ids`',
  }),
  reply: z.object({ people: z.array(Person) }),
  refusals: ['person_not_found', 'not_allowed'],
  example: { email: 'ana@example.com' },
  exampleReply: { people: [ana] },
});
