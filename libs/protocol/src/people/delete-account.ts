import * as z from 'zod';
import { Email } from '../ids';
import { request } from '../request';

export const deleteAccount = request({
  type: 'people.delete',
  summary: 'Delete my account for good. What I wrote stays, under "Former member"; my address is free again.',
  http: 'POST /api/people/me/delete',
  body: z.object({ /** My own address, typed again: this cannot be taken back. */ email: Email }),
  reply: z.object({}),
  refusals: ['not_allowed', 'last_owner'],
  example: { email: 'ana@example.com' },
  exampleReply: {},
});
