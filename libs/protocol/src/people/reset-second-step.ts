import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';

export const resetSecondStep = request({
  type: 'people.resetSecondStep',
  summary:
    'Take the second step of signing in off the account of somebody who lost their app: from then on their password alone lets them in. Their sign-ins stay.',
  http: 'POST /api/people/{personId}/second-step/reset',
  body: z.object({ personId: PersonId }),
  reply: z.object({}),
  refusals: ['person_not_found', 'not_allowed'],
  example: { personId: 'bo' },
  exampleReply: {},
});
