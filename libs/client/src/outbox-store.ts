import type { Refusal } from '@parley/protocol';
import type { Command } from './command';

/** Something on its way as the outbox keeps it over a reload. */
export type StoredItem = {
  /** Names it in the store and never changes, also when it is sent again under another key. */
  id: string;
  /** Its place among all in the outbox; of two with one order the lower id is first. */
  order: number;
  conversationId: string;
  key: string;
  /** When it was written, ms since 1970. */
  at: number;
  command: Command;
  /** Fixed at the first try, and stored before the first byte leaves (LOG-4); absent: never tried. */
  after?: number;
  /** Why it was refused for good. */
  refusal?: Refusal;
};

/** Where what one person has not sent yet survives a reload. */
export type OutboxStore = {
  /** All, by `order`. */
  load(): Promise<StoredItem[]>;
  /** Resolves once it is kept; one with the same `id` is replaced. */
  put(item: StoredItem): Promise<void>;
  /** Not there: nothing happens. */
  delete(id: string): Promise<void>;
};

/** The order of sending. */
export const bySending = (a: StoredItem, b: StoredItem): number => a.order - b.order || (a.id < b.id ? -1 : 1);
