import type { ConversationSummary } from '@parley/protocol';

/**
 * The messages behind `read` that mention me, ascending (LOG-8): those that name me, and those that call everyone, which
 * are not mine and came after me. One that does both is one. `read`: the server's marker, or where I have read on here.
 */
export const unreadMentions = (
  { row, latest }: Pick<ConversationSummary, 'row' | 'latest'>,
  read: number = row.read,
): number[] => {
  const calls = (latest.calls ?? []).filter((seq) => seq > row.joined && !row.ownCalls?.includes(seq));
  const all = new Set([...(row.mentions ?? []), ...calls]);
  return [...all].filter((seq) => seq > read).sort((a, b) => a - b);
};
