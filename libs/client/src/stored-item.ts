import { ConversationId, Key, Refusal, Seq } from '@parley/protocol';
import * as z from 'zod';
import { Command } from './command';
import type { StoredItem } from './outbox-store';

// An older build kept messages alone, with their text beside the rest.
const OlderRow = z.object({ text: z.string() }).transform(({ text }) => ({ type: 'messages.send' as const, text }));

const Row = z.object({
  id: z.string(),
  order: z.number(),
  conversationId: ConversationId,
  key: Key,
  at: z.number(),
  after: Seq.optional(),
});

/** What stands in a browser, or comes from another tab, may be another build's, or damaged: null then. */
export const parseStoredItem = (value: unknown): StoredItem | null => {
  const row = Row.safeParse(value);
  const { command, refusal } = (value ?? {}) as { command?: unknown; refusal?: unknown };
  const does = command === undefined ? OlderRow.safeParse(value) : Command.safeParse(command);
  if (!row.success || !does.success) return null;
  const { after, ...rest } = row.data;
  const refused = Refusal.safeParse(refusal);
  return {
    ...{ ...rest, command: does.data },
    ...(after !== undefined && { after }),
    ...(refused.success && { refusal: refused.data }),
  };
};
