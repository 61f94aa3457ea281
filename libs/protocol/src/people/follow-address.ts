import * as z from 'zod';
import { request } from '../request';
import { ana, Person } from './person';

export const followAddress = request({
  type: 'people.address',
  summary: 'I confirmed another address where I sign in: from now on I am found by it, and by the one before no more.',
  http: 'POST /api/people/me/address',
  body: z.object({}),
  /** Me, with the address that the user pool has for my account. */
  reply: z.object({ person: Person }),
  refusals: ['already_here'],
  example: {},
  exampleReply: { person: ana },
});
