import * as z from 'zod';
import { Email } from '../ids';
import { request } from '../request';

export const deleteAccount = request({
  type: 'people.delete',
  summary: 'Delete my account for good, soon after a sign-in. What I wrote stays, under "Former member".',
  http: 'POST /api/people/me/delete',
  body: z.object({ /** My own address, typed again: this cannot be taken back. */ email: Email }),
  // A token is as old as its sign-in (`auth_time`), however often it was refreshed: five minutes at the most.
  reply: z.object({}),
  refusals: ['not_allowed', 'sign_in_again', 'last_owner'],
  example: { email: 'ana@example.com' },
  exampleReply: {},
});
