import { Emoji, Key, Name, PersonId, Seq } from '@parley/protocol';
import * as z from 'zod';

/** Something that I said, as the outbox keeps it. */
export const Say = z.object({ type: z.literal('messages.send'), text: z.string(), replyTo: Seq.optional() });

const target = { target: Seq.min(1) };
/** A change of what is there, as the outbox keeps it. */
export const ChangeCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('messages.edit'), ...target, basedOn: Seq.min(1), text: z.string() }),
  z.object({ type: z.literal('messages.delete'), ...target }),
  z.object({ type: z.literal('messages.react'), ...target, emoji: Emoji }),
  z.object({ type: z.literal('messages.unreact'), ...target, emoji: Emoji }),
  /** Gives up the message of the same key, which was tried (LOG-10); `deleteKey` deletes it where it had arrived. */
  z.object({ type: z.literal('messages.discard'), deleteKey: Key }),
  z.object({ type: z.literal('conversations.rename'), name: Name }),
  z.object({ type: z.literal('memberships.remove'), personId: PersonId }),
]);
export type ChangeCommand = z.output<typeof ChangeCommand>;

/** Whatever waits in the outbox: a request without its conversation, key and `after`. */
export const Command = z.union([Say, ChangeCommand]);
export type Command = z.output<typeof Command>;
export type Say = z.output<typeof Say>;
