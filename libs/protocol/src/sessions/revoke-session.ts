import * as z from 'zod';
import { request } from '../request';
import { exampleSession, SessionId } from './session';

export const revokeSession = request({
  type: 'sessions.revoke',
  summary: 'Sign one device out: its connections close within seconds, and no door takes its tokens after 30 s.',
  http: 'POST /api/sessions/{sessionId}/revoke',
  body: z.object({ sessionId: SessionId }),
  reply: z.object({}),
  refusals: ['nothing_to_change'],
  example: { sessionId: exampleSession.id },
  exampleReply: {},
});
