import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';

export const listBlocked = request({
  type: 'people.blocked',
  summary: 'Whom I blocked. They are not told.',
  http: 'GET /api/people/me/blocked',
  body: z.object({}),
  reply: z.object({ people: z.array(PersonId) }),
  refusals: [],
  example: {},
  exampleReply: { people: ['bo'] },
});
