import type { Reached, Rung } from './ladder';

/** How far each conversation has come to its people. Not part of the log, and no copy of the read marker: it never goes back. */
export type ReceiptStore = {
  /** Everybody of whom something is known, people who left included. Strongly consistent. */
  of(conversationId: string): Promise<Map<string, Reached>>;
  /** Raises one rung of that person to `seq`. Where they are then; undefined where they had come that far already. */
  climb(conversationId: string, personId: string, rung: Rung, seq: number): Promise<Reached | undefined>;
};
