import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';

export const unblockPerson = request({
  type: 'people.unblock',
  summary: 'Hear from them again.',
  http: 'POST /api/people/{personId}/unblock',
  body: z.object({ personId: PersonId }),
  reply: z.object({}),
  refusals: ['person_not_found', 'too_many'],
  example: { personId: 'bo' },
  exampleReply: {},
});
