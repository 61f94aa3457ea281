import * as z from 'zod';
import { Name, Time } from '../ids';
import { limits } from '../limits';
import { ana, Person } from '../people/person';
import { request } from '../request';
import { InboxDigest, Position, Standing } from './position';

export const hello = request({
  type: 'connections.hello',
  summary: 'The first request on a connection: subscribes it, and says where each position stands.',
  body: z.object({
    /** The epoch of what I hold; it changes when the data was restored from a backup. */
    epoch: z.string().max(64).optional(),
    positions: z.array(Position).max(limits.helloPositions),
    inboxDigest: InboxDigest.optional(),
    /** What this device calls itself in the list of my sessions: "Chrome on Linux". */
    device: Name.optional(),
    /** The client's build, for logs. */
    build: z.string().max(64),
    /** What the client speaks, the number in `chat.v1`. Absent: 1. A server serves its own version and the one before. */
    protocol: z.int().min(1).optional(),
  }),
  reply: z.object({
    person: Person,
    serverTime: Time,
    epoch: z.string().max(64),
    /** This connection ends with its token: have another before this time. */
    renewBefore: Time,
    /** The connection's two hours are nearly over at this time. */
    rotateAt: Time,
    limits: z.object({ frameBytes: z.int(), textBytes: z.int(), pingMs: z.int() }),
    positions: z.array(Standing),
    /** My inbox rows differ from the digest: list my conversations again. */
    inboxChanged: z.boolean(),
  }),
  refusals: ['socket_only', 'update_needed'],
  example: { positions: [{ conversationId: 'c-00000000000000000000000000000001', seq: 41 }], build: 'dev' },
  exampleReply: {
    person: ana,
    serverTime: 1_767_225_660_000,
    epoch: '1',
    renewBefore: 1_767_229_260_000,
    rotateAt: 1_767_232_260_000,
    limits: { frameBytes: 28_672, textBytes: 16_384, pingMs: 240_000 },
    positions: [{ conversationId: 'c-00000000000000000000000000000001', state: 'behind', head: 42 }],
    inboxChanged: true,
  },
});
