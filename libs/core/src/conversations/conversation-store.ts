import type { Conversation } from '@parley/protocol';

/** What conversations are: their kind, name and people. */
export type ConversationStore = {
  /** Those of `ids` that exist, in any order. Strongly consistent: what was just made is found. */
  get(ids: readonly string[]): Promise<Conversation[]>;
};
