import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';

export const blockPerson = request({
  type: 'people.block',
  summary: 'Take no direct messages from somebody, within 30 seconds. They are not told.',
  http: 'POST /api/people/{personId}/block',
  body: z.object({ personId: PersonId }),
  reply: z.object({}),
  refusals: ['person_not_found', 'too_many'],
  example: { personId: 'bo' },
  exampleReply: {},
});
