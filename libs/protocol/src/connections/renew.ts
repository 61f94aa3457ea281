import * as z from 'zod';
import { Time } from '../ids';
import { request } from '../request';

export const renew = request({
  type: 'connections.renew',
  summary:
    'Shows a newer token of the same person and session, so that the connection outlives the one it was opened with.',
  body: z.object({ token: z.string().min(1).max(8_192) }),
  reply: z.object({ /** Renew again before this time. */ renewBefore: Time }),
  refusals: ['socket_only'],
  example: { token: 'eyJ…' },
  exampleReply: { renewBefore: 1_767_232_860_000 },
});
