import * as z from 'zod';
import { entry } from '../entry';
import { Seq } from '../ids';

/** A message lost its text; its place stays. */
export const messageDeleted = entry({
  kind: 'message.deleted',
  aside: true,
  body: z.object({ target: Seq.min(1) }),
  example: { target: 41 },
});
