import type { Caller } from '@parley/core';
import * as z from 'zod';

/** What API Gateway passes on from the authorizer arrives as text. */
const Authorized = z.object({
  personId: z.string().min(1),
  username: z.string().min(1),
  sessionId: z.string().min(1),
  authTime: z.coerce.number(),
  tokenExpires: z.coerce.number(),
});

/** An event of an open connection, as far as we read it. */
export const WebSocketEvent = z.object({
  body: z.string().nullish(),
  requestContext: z.object({
    connectionId: z.string().min(1),
    connectedAt: z.number(),
    authorizer: Authorized,
  }),
});
export type WebSocketEvent = z.infer<typeof WebSocketEvent>;

export const callerOf = ({ requestContext }: WebSocketEvent): Caller & { connection: { id: string } } => ({
  ...requestContext.authorizer,
  connection: { id: requestContext.connectionId, connectedAt: requestContext.connectedAt },
});
