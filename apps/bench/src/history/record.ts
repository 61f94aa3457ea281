import type { Entry, RefusalCode, RequestType } from '@parley/protocol';

/** What a request carried, as far as the properties ask. */
export type Asked = {
  conversationId?: string;
  key?: string;
  /** Of a discard: the key of the deletion, where what is given up had arrived. */
  deleteKey?: string;
  after?: number;
  seq?: number;
  target?: number;
};

/** An entry as it was seen: what never changes of it, and the text and state of a message as they were then. */
export type Seen = Entry;

/** One conversation as a device shows it once everything is at rest. */
export type Shown = {
  conversationId: string;
  /** What it is called there. Absent of what has no name, and in histories from before. */
  name?: string;
  /** Whether its log is open on this device; else only its line in the list is shown. */
  isOpen: boolean;
  /** The first and the last seq that it holds without a gap; of a line in the list the newest it heard of. */
  first: number;
  last: number;
  /** The first entry it holds, of any kind, that is not followed by the next one; absent where none is. */
  torn?: number;
  /** It says of itself that something is missing. */
  isStale: boolean;
  unread: number;
  mentions: number;
  /** Those of them that call everyone, by their seqs. Absent in histories from before. */
  calls?: number[];
  /** All that my row notes since I came, as it notes them. Absent in histories from before. */
  named?: number[];
  /** My marker, and the `rev` of my row. */
  read: number;
  rev: number;
  /** Messages, folded as a screen folds them: seq → what is shown. */
  messages: Record<string, unknown>;
};

/**
 * One line of a history. `step` counts all records of a history, so that "before" has a meaning; `at` is milliseconds
 * since 1970 by the run's clock.
 */
export type Recorded =
  | { is: 'world'; seed: number; runtime: 'memory' | 'local'; clients: number; faults: string; again: string }
  /** A request left a device. */
  | {
      is: 'asked';
      step: number;
      at: number;
      op: number;
      device: string;
      person: string;
      type: RequestType;
      asked: Asked;
    }
  /** Its answer reached the device; what was asked and never answered has no such record. */
  | {
      is: 'answered';
      step: number;
      at: number;
      op: number;
      entry?: Seen;
      entries?: Seen[];
      /** Where the log ended, by an answer that brought a stretch of it. */
      head?: number;
      /** The conversations that an answer with several told of. */
      listed?: string[];
    }
  | { is: 'refused'; step: number; at: number; op: number; code: RefusalCode }
  | { is: 'pushed'; step: number; at: number; device: string; person: string; conversationId: string; entries: Seen[] }
  /** The device's outbox took a message and said so; it must not be lost from then on. */
  | {
      is: 'written';
      step: number;
      device: string;
      person: string;
      conversationId: string;
      key: string;
      text: string;
      /** The how-manieth message it is that this device was given: its store may take two in another order. */
      nth: number;
    }
  /** A message that failed is sent again under another key. */
  | { is: 'rekeyed'; step: number; device: string; key: string; was: string }
  /** The device shows that a message was refused for good; or its person gave it up. */
  | { is: 'given-up'; step: number; device: string; key: string; code: string }
  /** A suspension was answered; that somebody be reinstated was asked. */
  | { is: 'suspended'; step: number; at: number; person: string }
  | { is: 'reinstated'; step: number; at: number; person: string }
  /** The page was closed without a word, between any two steps. */
  | { is: 'crashed'; step: number; device: string }
  /** What a device shows at the end, when nothing is on its way any more. */
  | {
      is: 'rest';
      step: number;
      device: string;
      person: string;
      status: string;
      shown: Shown[];
      /** What its outbox still holds. */
      unsent: { conversationId: string; key: string; state: string }[];
    }
  /** A whole log as it stands at the end, read by a member. */
  | { is: 'log'; conversationId: string; entries: Seen[] }
  /** How often each fault struck. */
  | { is: 'faults'; struck: Record<string, number> };

export type Kind = Recorded['is'];
export type Of<K extends Kind> = Extract<Recorded, { is: K }>;
