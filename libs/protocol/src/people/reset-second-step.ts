import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';

export const resetSecondStep = request({
  type: 'people.resetSecondStep',
  summary:
    'Takes the second step off the account of who lost their app: their password alone lets them in, and their sign-ins stay.',
  http: 'POST /api/people/{personId}/second-step/reset',
  body: z.object({ personId: PersonId }),
  reply: z.object({}),
  refusals: ['person_not_found', 'not_allowed'],
  example: { personId: 'bo' },
  exampleReply: {},
});
