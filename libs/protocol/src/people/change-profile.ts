import * as z from 'zod';
import { Name } from '../ids';
import { request } from '../request';
import { Handle } from './handle';
import { ana, AvatarColour, Person, StatusText, TimeZone } from './person';

export const changeProfile = request({
  type: 'people.profile',
  summary: 'Change how colleagues see me. What is not named stays; `says: null` and `handle: null` take it away.',
  http: 'POST /api/people/me/profile',
  body: z.object({
    name: Name.optional(),
    handle: Handle.nullable().optional(),
    colour: AvatarColour.optional(),
    timeZone: TimeZone.optional(),
    says: StatusText.extend({ text: Name }).nullable().optional(),
  }),
  reply: z.object({ person: Person }),
  refusals: ['handle_taken'],
  example: { name: 'Ana', handle: 'ana', timeZone: 'Europe/Berlin' },
  exampleReply: { person: { ...ana, handle: 'ana', timeZone: 'Europe/Berlin' } },
});
