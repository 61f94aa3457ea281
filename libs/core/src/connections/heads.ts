import type { Clock } from '../clock';
import type { ConversationLog } from '../conversations/conversation-log';

/** A head that a process saw this long ago at the most is good enough for a ping (DEL-7). */
const freshMs = 30_000;
/** Logs whose heads a process remembers. */
const remembered = 10_000;

export type Heads = {
  /** Notes a head that was seen at `seenAt` or later, ms since 1970. */
  note(conversationId: string, seq: number, seenAt: number): void;
  /** The head, read strongly; 0 where there is no such log. */
  read(conversationId: string): Promise<number>;
  /** The head as it was at most 30 s ago, never lower than `held` if the log goes that far (DEL-7). */
  recent(conversationId: string, held: number): Promise<number>;
  /** Whether the log goes as far as `seq`. */
  reaches(conversationId: string, seq: number): Promise<boolean>;
};

/** Where the logs end that this process has dealt with lately. */
export const createHeads = ({ log, clock }: { log: ConversationLog; clock: Clock }): Heads => {
  const seen = new Map<string, { seq: number; seenAt: number }>();
  const heads: Heads = {
    note: (conversationId, seq, seenAt) => {
      const known = seen.get(conversationId);
      // Logs only grow: of two heads the higher one is the later one, whichever answer came first.
      if (known && (known.seq > seq || (known.seq === seq && known.seenAt > seenAt))) return;
      if (seen.size >= remembered) seen.clear();
      seen.set(conversationId, { seq, seenAt });
    },
    read: async (conversationId) => {
      const seenAt = clock.now();
      const seq = (await log.last(conversationId, 1))[0]?.seq ?? 0;
      heads.note(conversationId, seq, seenAt);
      return seq;
    },
    recent: async (conversationId, held) => {
      const known = seen.get(conversationId);
      // That a client is ahead of the log is never told from memory: it would drop what it holds.
      const isGood = known && clock.now() - known.seenAt <= freshMs && known.seq >= held;
      return isGood ? known.seq : heads.read(conversationId);
    },
    reaches: async (conversationId, seq) =>
      (seen.get(conversationId)?.seq ?? 0) >= seq || (await heads.read(conversationId)) >= seq,
  };
  return heads;
};
