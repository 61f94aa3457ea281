import * as z from 'zod';
import { request } from '../request';

export const revokeAll = request({
  type: 'sessions.revokeAll',
  summary: 'Sign out everywhere, this device included: also where it is answered with `pool_behind`.',
  http: 'POST /api/sessions/revoke',
  body: z.object({}),
  reply: z.object({}),
  refusals: ['pool_behind'],
  example: {},
  exampleReply: {},
});
