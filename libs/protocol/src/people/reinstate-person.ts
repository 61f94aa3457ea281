import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';
import { Person } from './person';

export const reinstatePerson = request({
  type: 'people.reinstate',
  summary: 'Let somebody who was suspended in again. May be asked again, for who is let in already.',
  http: 'POST /api/people/{personId}/reinstate',
  body: z.object({ personId: PersonId }),
  reply: z.object({ person: Person }),
  refusals: ['person_not_found', 'not_allowed', 'pool_behind'],
  example: { personId: 'bo' },
  exampleReply: { person: { id: 'bo', name: 'Bo', email: 'bo@example.com', status: 'active' } },
});
