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
  /** Why it was refused, until it is sent again or given up. */
  refusal?: Refusal | undefined;
};

/** Where what one person has not sent yet survives a reload. */
export type OutboxStore = {
  /** All, by `order`. */
  load(): Promise<StoredItem[]>;
  /** Resolves once it is kept; one with the same `id` is replaced. */
  put(item: StoredItem): Promise<void>;
  /** Not there: nothing happens. */
  delete(id: string): Promise<void>;
  /** Deletes all of this person, also what another build kept and `load` cannot read. */
  clear(): Promise<void>;
};

/**
 * What of an outbox is in its pages alone, for its store did not take it. Every tab that hears of it has it, so that it is
 * sent for as long as one of them is open.
 */
export type InMemory = {
  has(id: string): boolean;
  items(): StoredItem[];
  /** As another tab tells it. */
  keep(item: StoredItem): void;
  /** It is stored, or done. The answer: whether it was here. */
  forget(id: string): boolean;
  /** Another tab stored it: no newer state of it is tried before that one is replaced or taken out. */
  stored(id: string): void;
  /** Whether the last load told all that is stored. */
  isRead(): boolean;
};

/** The order of sending. */
export const bySending = (a: StoredItem, b: StoredItem): number => a.order - b.order || (a.id < b.id ? -1 : 1);
