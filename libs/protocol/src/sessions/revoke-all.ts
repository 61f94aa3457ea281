import * as z from 'zod';
import { request } from '../request';

export const revokeAll = request({
  type: 'sessions.revokeAll',
  summary: 'Sign out everywhere, this device included.',
  http: 'POST /api/sessions/revoke',
  body: z.object({}),
  reply: z.object({}),
  refusals: [],
  example: {},
  exampleReply: {},
});
