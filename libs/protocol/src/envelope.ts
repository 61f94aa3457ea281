import * as z from 'zod';

/** A request as it arrives on a socket. `id` is the caller's, unique on that connection. */
export const Envelope = z.object({
  type: z.string().max(64),
  id: z.string().min(1).max(64),
  body: z.unknown(),
});
