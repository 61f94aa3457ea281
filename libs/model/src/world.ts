/** What stands in a slot. `of` names who came or went, or the seq of the message that is changed. */
export type Entry = {
  seq: number;
  at: number;
  author: string;
  key: string;
  kind: 'posted' | 'void' | 'joined' | 'left' | 'edited' | 'deleted' | 'reacted';
  of: string;
  /** Messages posted so far. */
  n: number;
  /** The last membership entry before this one; 0 where there is none. */
  m: number;
};

/** From when to when somebody is in: the seq of the join, and that of the leaving or 0. */
export type Stay = { joined: number; left: number };
export type Members = Record<string, Stay>;

/** What a process knows of a log: a run of entries without a hole, who is in as of its end, and since when it knows. */
export type Tail = { entries: Entry[]; members: Members; seenAt: number };

/** One try to append; `after` as LOG-4 has it. */
export type Attempt = { author: string; key: string; kind: Entry['kind']; of: string; after: number };

/** What a running invocation holds. */
export type Call = {
  attempt: Attempt;
  tail?: Tail;
  /** Member rows as they were read. */
  rows?: Members;
  /** Membership entries that the rows may not show yet. */
  young?: Entry[];
  /** Whether the log was read for this call. */
  wasRead?: boolean;
  wasDecided?: boolean;
  /** Who was in when the change was first decided on. */
  decidedFor?: Members;
  counted?: { n: number; m: number };
  slot?: number;
  /** The message that is changed, as it was read. */
  message?: Message;
  entry?: Entry;
  /** Connections to push to. */
  to?: string[];
};

/** What an invocation answered: a seq for what stands in the log, or a word. */
export type Answer = { word: string; seq: number };

export type OutboxItem = {
  author: string;
  after: number;
  /** The seq that the reply told; 0 without one. */
  seq: number;
  /** Whether its row is shown as "on its way". */
  pending: boolean;
  /** How it ended: `posted`, `discarded`, or the word of a refusal for good. */
  settled: string;
};

export type Device = {
  person: string;
  /** What it held, and need not show, when the story began. */
  from: number;
  /** Everything up to this seq is held. */
  held: number;
  /** The seqs on the screen, in the order in which they were applied. */
  shown: number[];
  /** Pushed entries beyond a gap. */
  kept: number[];
  /** Known to be behind, so a pull is due. */
  behind: boolean;
  /** Whether the socket is open. */
  live: boolean;
};

export type Message = { text: string; rev: number };
/** How far somebody has read. That row also keeps `n` at the marker, which outlives the entry. */
export type InboxRow = { marker: number; rev: number };
/** The same as it is stored: with the `rev` that it had once the marker was last moved back, which no device is told. */
export type StoredRow = InboxRow & { backRev: number };

/**
 * Everything there is at one moment. A scenario uses some of it; the rest stays empty. Time is a number that only a
 * scenario's clock moves: what counts "for a minute" counts until it has moved twice, what is "young" is of this tick.
 */
export type World = {
  now: number;
  /** Where each running program stands. */
  at: Record<string, string>;
  /** Faults and other events that may still happen, by name. */
  may: Record<string, number>;

  /** The log as stored: slot i holds seq i + 1; null where nothing stands, or nothing any more. */
  slots: (Entry | null)[];
  /** For the checker alone: what stood first in each slot. */
  stood: (Pick<Entry, 'key' | 'kind'> | null)[];
  /** The number that was given out last, where numbers come from a counter. */
  counter: number;
  /** Member rows, and what a query beside a transaction may still show of them. */
  rows: Members;
  lagging: Members;
  /** Whether anybody comes or goes in this story. If not, rows are read in one step with the log. */
  membersMove: boolean;
  /** Entries that one read returns at most. */
  reach: number;
  /** Stored messages, by seq, where a scenario changes them. */
  messages: Record<string, Message>;

  /** What each process remembers of the tail, and of the head for pings. */
  tails: Record<string, Tail>;
  heads: Record<string, { head: number; at: number }>;
  calls: Record<string, Call>;
  answers: Record<string, Answer>;

  outbox: Record<string, OutboxItem>;
  /** How far each client holds everything, where no device plays it. */
  held: Record<string, number>;

  devices: Record<string, Device>;
  /** Connections with a lease, by person, and the copy that a weak read sees. */
  leases: Record<string, string[]>;
  leasesCopy: Record<string, string[]>;
  /** Pushes under way: `device:seq`, sorted. */
  pushes: string[];
  /** What a running hello read of where the log stands. */
  standing: Record<string, number>;
  /** Suspended people, and when the closing of what they had was done. */
  suspended: Record<string, number | null>;

  /** What each device has of the messages, the changes that it keeps, and pages under way. */
  loaded: Record<string, Record<string, Message>>;
  changes: Record<string, { of: string; text: string; seq: number }[]>;
  pages: Record<string, Record<string, Message>>;

  /** Whose inbox is looked at: the row as stored, on each device, and pushed and under way: `device:marker:rev`. */
  reader: string;
  inbox: StoredRow;
  copies: Record<string, InboxRow>;
  rowPushes: string[];
  /** What a change of the row was answered with: the row as it was then. */
  rowAnswers: Record<string, InboxRow>;
  /** What the person did last with the marker. */
  meant: number;
  /** Delivery states: what was reached, what each device shows, and receipts under way: `device:state`. */
  receipts: string[];
  delivery: Record<string, string>;
};

/** The same record, its keys in one order: what came about in different orders is the same state. */
export const inOrder = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** A world at its beginning, with what a scenario says of it. */
export const aWorld = (said: Partial<World> = {}): World => ({
  now: 0,
  at: {},
  may: {},
  slots: [],
  stood: (said.slots ?? []).map((entry) => entry && { key: entry.key, kind: entry.kind }),
  counter: said.slots?.length ?? 0,
  rows: {},
  lagging: {},
  membersMove: false,
  reach: 9,
  messages: {},
  tails: {},
  heads: {},
  calls: {},
  answers: {},
  outbox: {},
  held: {},
  devices: {},
  leases: {},
  leasesCopy: {},
  pushes: [],
  standing: {},
  suspended: {},
  loaded: {},
  changes: {},
  pages: {},
  reader: '',
  inbox: { marker: 0, rev: 0, backRev: 0 },
  copies: {},
  rowPushes: [],
  rowAnswers: {},
  meant: 0,
  receipts: [],
  delivery: {},
  ...said,
});
