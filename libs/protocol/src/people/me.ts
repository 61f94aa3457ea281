import * as z from 'zod';
import { request } from '../request';
import { ana, Person } from './person';
import { Settings } from './settings';

export const me = request({
  type: 'people.me',
  summary: 'Who I am, and what I chose.',
  http: 'GET /api/people/me',
  body: z.object({}),
  reply: z.object({ person: Person, settings: Settings }),
  refusals: [],
  example: {},
  exampleReply: { person: ana, settings: { readReceipts: true } },
});
