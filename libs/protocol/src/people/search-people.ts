import * as z from 'zod';
import { request } from '../request';
import { ana, Person } from './person';

// A POST: what people look for does not belong in access logs.
export const searchPeople = request({
  type: 'people.search',
  summary: 'People whose name, a word of it, or handle begins so, 20 a page. No words: everybody, by name.',
  http: 'POST /api/people/search',
  body: z.object({
    prefix: z
      .string()
      .trim()
      .max(80)
      .refine((text) => text.isWellFormed(), 'has half a character'),
    /** Goes on behind this one. */ cursor: z.string().max(400).optional(),
  }),
  reply: z.object({ people: z.array(Person), cursor: z.string().optional() }),
  refusals: ['not_allowed'],
  example: { prefix: 'an' },
  exampleReply: { people: [ana] },
});
