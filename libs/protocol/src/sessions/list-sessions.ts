import * as z from 'zod';
import { request } from '../request';
import { exampleSession, Session } from './session';

export const listSessions = request({
  type: 'sessions.list',
  summary: 'Where I am signed in, the latest first.',
  http: 'GET /api/sessions',
  body: z.object({}),
  reply: z.object({ sessions: z.array(Session) }),
  refusals: [],
  example: {},
  exampleReply: { sessions: [exampleSession] },
});
