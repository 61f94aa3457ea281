import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';

// A POST, although it changes nothing: a hundred ids do not fit a query.
export const presence = request({
  type: 'people.presence',
  summary: 'Which of these people have a device connected.',
  http: 'POST /api/people/presence',
  body: z.object({ ids: z.array(PersonId).min(1).max(100) }),
  reply: z.object({ online: z.array(PersonId) }),
  refusals: [],
  example: { ids: ['ana', 'bo'] },
  exampleReply: { online: ['bo'] },
});
