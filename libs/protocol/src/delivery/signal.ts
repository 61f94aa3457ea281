import * as z from 'zod';
import { ConversationId } from '../ids';
import { Receipt } from './receipt';

/** Somebody is writing. Believed for six seconds (UX-CONN-7). */
export const Typing = z.object({
  kind: z.literal('typing'),
  conversationId: ConversationId,
  personId: Receipt.shape.personId,
});
/** A log has come further to somebody. */
export const ReceiptSignal = z.object({ kind: z.literal('receipt'), conversationId: ConversationId, ...Receipt.shape });

const known = ['typing', 'receipt'];
const UnknownSignal = z.object({ kind: z.string().refine((kind) => !known.includes(kind), 'does not fit its kind') });

/** What may be lost, has no place in any log, and expires by itself (DEL-4). Kinds of a newer build are kept as they are. */
export const Signal = z.union([Typing, ReceiptSignal, UnknownSignal]);
export type Signal = z.output<typeof Typing> | z.output<typeof ReceiptSignal>;

/** Whether this build knows the signal's kind, so that its fields have types. */
export const isKnownSignal = (signal: z.output<typeof Signal>): signal is Signal => known.includes(signal.kind);
