import type { Refusal } from '@parley/protocol';

/** A message as the outbox keeps it over a reload. */
export type StoredMessage = {
  /** Names it in the store and never changes, also when it is sent again under another key. */
  id: string;
  /** Its place among all in the outbox. */
  order: number;
  conversationId: string;
  key: string;
  text: string;
  /** When it was written, ms since 1970. */
  at: number;
  /** Fixed at the first try, and stored before the first byte leaves (LOG-4); absent: never tried. */
  after?: number;
  /** Why it was refused for good. */
  refusal?: Refusal;
};

/** Where one person's unsent messages survive a reload. */
export type OutboxStore = {
  /** All, by `order`. */
  load(): Promise<StoredMessage[]>;
  /** Resolves once it is kept; one with the same `id` is replaced. */
  put(message: StoredMessage): Promise<void>;
  /** Not there: nothing happens. */
  delete(id: string): Promise<void>;
};
