import * as z from 'zod';
import { request } from '../request';
import { ana, Person } from './person';

export const me = request({
  type: 'people.me',
  summary: 'Who I am.',
  http: 'GET /api/people/me',
  body: z.object({}),
  reply: z.object({ person: Person }),
  refusals: [],
  example: {},
  exampleReply: { person: ana },
});
