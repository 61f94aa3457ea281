import * as z from 'zod';
import { entry } from '../entry';
import { Name } from '../ids';

/** A channel has another name from here on. */
export const conversationRenamed = entry({
  kind: 'conversation.renamed',
  body: z.object({ name: Name }),
  example: { name: 'announcements' },
});
