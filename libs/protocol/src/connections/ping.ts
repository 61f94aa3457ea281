import * as z from 'zod';
import { Time } from '../ids';
import { limits } from '../limits';
import { request } from '../request';
import { InboxDigest, Position, Standing } from './position';

export const ping = request({
  type: 'connections.ping',
  summary: 'Every four minutes: proves that the connection lives, and notices what a lost push left behind.',
  body: z.object({
    positions: z.array(Position).max(limits.pingPositions),
    inboxDigest: InboxDigest.optional(),
    /** As in hello: a page that has been open across deploys is told within minutes. */
    protocol: z.int().min(1).optional(),
  }),
  reply: z.object({ serverTime: Time, positions: z.array(Standing), inboxChanged: z.boolean() }),
  refusals: ['socket_only', 'update_needed'],
  example: { positions: [{ conversationId: 'c-00000000000000000000000000000001', seq: 42 }] },
  exampleReply: {
    serverTime: 1_767_225_660_000,
    positions: [{ conversationId: 'c-00000000000000000000000000000001', state: 'ok', head: 42 }],
    inboxChanged: false,
  },
});
