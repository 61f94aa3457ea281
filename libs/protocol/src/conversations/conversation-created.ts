import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';
import { ConversationKind } from './conversation';
import { limits } from '../limits';

/** The first entry of every log: what it is, and who is in from the start. */
export const conversationCreated = entry({
  kind: 'conversation.created',
  members: true,
  body: z.object({ kind: ConversationKind, people: z.array(PersonId).min(1).max(limits.peoplePerEntry) }),
  example: { kind: 'direct', people: ['ana', 'bo'] },
});
