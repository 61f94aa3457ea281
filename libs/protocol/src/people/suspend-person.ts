import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';
import { Person } from './person';

export const suspendPerson = request({
  type: 'people.suspend',
  summary:
    'Put somebody out of the workspace: their connections close within seconds. Everything of theirs stays. May be asked again.',
  http: 'POST /api/people/{personId}/suspend',
  body: z.object({ personId: PersonId }),
  reply: z.object({ person: Person }),
  refusals: ['person_not_found', 'not_allowed', 'last_owner', 'pool_behind'],
  example: { personId: 'bo' },
  exampleReply: { person: { id: 'bo', name: 'Bo', email: 'bo@example.com', status: 'suspended' } },
});
