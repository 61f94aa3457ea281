import * as z from 'zod';
import { InboxRow } from './conversations/conversation';
import { Signal } from './delivery/signal';
import { Entry } from './entries';
import { ConversationId, Seq } from './ids';
import { Refusal } from './refusals';

const RequestId = z.string().min(1).max(64);

/** The answer to a request of mine; its body is parsed by the request's own schema. */
export const ReplyFrame = z.object({ type: z.literal('reply'), id: RequestId, body: z.unknown() });
/** Why a request of mine was not done. `id` is null where the request could not be read. */
export const RefusalFrame = z.object({ type: z.literal('refusal'), id: RequestId.nullable(), ...Refusal.shape });
/** Entries of one log, ascending. */
export const EntriesFrame = z.object({
  type: z.literal('entries'),
  conversationId: ConversationId,
  entries: z.array(Entry).min(1),
});
/** My own rows changed. */
export const InboxFrame = z.object({ type: z.literal('inbox'), rows: z.array(InboxRow).min(1) });
/** Typing, receipts: may be lost, never stored. */
export const SignalFrame = z.object({ type: z.literal('signal'), signal: Signal });

/** I missed something: pull. */
export const BehindFrame = z.object({ type: z.literal('behind'), conversationId: ConversationId, head: Seq });
/** The server is about to close this connection. */
export const ByeFrame = z.object({
  type: z.literal('bye'),
  reason: z.enum(['token_expired', 'signed_out', 'suspended', 'shutting_down']),
  reconnectAfterMs: z.int().min(0).optional(),
});

/** Everything the server says. */
export const frames = {
  reply: ReplyFrame,
  refusal: RefusalFrame,
  entries: EntriesFrame,
  inbox: InboxFrame,
  signal: SignalFrame,
  behind: BehindFrame,
  bye: ByeFrame,
} as const;

export const Frame = z.discriminatedUnion('type', [
  ReplyFrame,
  RefusalFrame,
  EntriesFrame,
  InboxFrame,
  SignalFrame,
  BehindFrame,
  ByeFrame,
]);
export type Frame = z.output<typeof Frame>;
/** Frames that nobody asked for. */
export type Push = Extract<Frame, { type: 'entries' | 'inbox' | 'signal' | 'behind' | 'bye' }>;
