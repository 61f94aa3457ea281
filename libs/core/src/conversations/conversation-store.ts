import type { Conversation } from '@parley/protocol';

/** What conversations are: their kind, name and people. */
export type ConversationStore = {
  /** Those of `ids` that exist, in any order. */
  get(ids: readonly string[]): Promise<Conversation[]>;
};
