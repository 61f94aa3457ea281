import { type EntryKind, isKnown, type KnownEntry } from '@parley/protocol';
import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { Caller, Context } from '../use-case';
import type { Decide } from './append';

/** What every request that appends carries: where, and which try it is. */
type Asked = { conversationId: string; key: string; after: number };

/** An entry of one of the kinds. */
type EntryOf<K extends EntryKind> = Extract<KnownEntry, { kind: K }>;

/**
 * Appends the caller's change and answers with its entry once it is committed and handed over (LOG-9).
 * A key that made an entry of another kind is refused (LOG-2).
 */
export const makeChange = async <K extends EntryKind>(
  context: Context,
  { personId }: Caller,
  { conversationId, key, after }: Asked,
  kind: K,
  decide: Decide,
): Promise<{ entry: EntryOf<K> }> => {
  const appended = await context.append(conversationId, { author: personId, key, after }, decide);
  const { entry } = appended;
  if (!isKnown(entry) || entry.kind !== kind) refuse('key_in_use');
  await handOver(context, conversationId, appended);
  return { entry: entry as EntryOf<K> };
};
