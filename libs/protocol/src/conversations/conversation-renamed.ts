import * as z from 'zod';
import { entry } from '../entry';
import { KnownName } from '../ids';

/** A channel has another name from here on. */
export const conversationRenamed = entry({
  kind: 'conversation.renamed',
  body: z.object({ name: KnownName }),
  example: { name: 'announcements' },
});
