import * as z from 'zod';
import { Email } from '../ids';
import { request } from '../request';

export const changeAddress = request({
  type: 'people.changeAddress',
  summary:
    'Have a code mailed to another address of mine, soon after a sign-in. Until it is entered the old one counts.',
  http: 'POST /api/people/me/address/change',
  // A token is as old as its sign-in (`auth_time`), however often it was refreshed: five minutes at the most.
  body: z.object({ email: Email }),
  /** False: the account has that address already, so there is no code. Whether another account has it is not told. */
  reply: z.object({ mailed: z.boolean() }),
  refusals: ['sign_in_again'],
  example: { email: 'ana@elsewhere.example' },
  exampleReply: { mailed: true },
});
