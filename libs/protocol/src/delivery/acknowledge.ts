import * as z from 'zod';
import { Position } from '../connections/position';
import { limits } from '../limits';
import { request } from '../request';

export const acknowledge = request({
  type: 'delivery.received',
  summary: 'This device has stored these logs up to here. Counts in conversations small enough for receipts.',
  http: 'POST /api/received',
  body: z.object({ positions: z.array(Position).min(1).max(limits.pingPositions) }),
  reply: z.object({}),
  refusals: [],
  example: { positions: [{ conversationId: 'c-00000000000000000000000000000001', seq: 42 }] },
  exampleReply: {},
});
