import type {
  ConversationSummary,
  Entry,
  InboxRow,
  Input,
  Person,
  Refusal,
  Reply,
  RequestType,
} from '@parley/protocol';

/** How the client stands with the server. Words for people are the app's business. */
export type Status =
  | { state: 'connecting' }
  /** Connected, and everything that was missed is here. */
  | { state: 'online' }
  /** Connected; pulling what was missed. */
  | { state: 'catching-up' }
  /** No connection; the next try is at `retryAt` (ms since 1970), the last time all was level at `since`. */
  | { state: 'offline'; since: number; retryAt: number }
  /** The session is over for good, or the server will not have us: `not_signed_in`, `foreign_origin`, `no_profile`. */
  | { state: 'refused'; refusal: Refusal }
  | { state: 'stopped' };

/** A message on its way. It leaves the outbox when its entry is known. */
export type Outgoing = {
  conversationId: string;
  key: string;
  text: string;
  /** When it was written, ms since 1970. */
  at: number;
  /** `waiting` for its turn or the network; `sending`; `failed`, refused for good: retry or discard it. */
  state: 'waiting' | 'sending' | 'failed';
  refusal?: Refusal;
};

/** What the client tells its listener: the whole of what a screen needs, in the order in which it happened. */
export type ClientEvent =
  | { type: 'status'; status: Status }
  | { type: 'me'; person: Person }
  /** All my conversations, after a list was read to its end. */
  | { type: 'conversations'; summaries: ConversationSummary[] }
  /** One conversation appeared or was read again. */
  | { type: 'conversation'; summary: ConversationSummary }
  /** My own rows changed; an older `rev` than the one held was dropped already. */
  | { type: 'rows'; rows: InboxRow[] }
  /**
   * Entries that join what is held of a log without a gap, ascending. `newer` goes after the held ones, `older` before
   * them; `page` replaces all that was held. `complete`: the log's first entry is held now.
   */
  | { type: 'entries'; conversationId: string; place: 'newer' | 'older' | 'page'; entries: Entry[]; complete: boolean }
  /** The log could not be completed after three tries (SYNC-2): the screen says so. `false` when it is whole again. */
  | { type: 'stale'; conversationId: string; stale: boolean }
  /** I am in it no more: drop what is held. */
  | { type: 'gone'; conversationId: string }
  /** All messages of a conversation that are on their way, in order. */
  | { type: 'outbox'; conversationId: string; outgoing: Outgoing[] }
  /** Profiles of people whose ids occurred. */
  | { type: 'people'; people: Person[] };

export type Listener = (event: ClientEvent) => void;

/** A headless Parley client. It keeps one connection alive and what was opened up to date. */
export type Client = {
  /** Connects, and keeps at it until `stop`. */
  start(): void;
  stop(): Promise<void>;
  /** Probe the connection now: the network came back, the tab woke, the person pressed "Try now". */
  probe(): void;
  /** Asks over the socket, or over HTTP where that does not answer. Rejects with `Refused`, or `Unreachable`. */
  ask<T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T>>;
  /** Loads the newest page and keeps the log level from now on. */
  open(conversationId: string): Promise<void>;
  /** Loads a page of older entries; resolves to whether there are still older ones. */
  older(conversationId: string): Promise<boolean>;
  /** Puts a message into the outbox; resolves to its key once it is stored. */
  send(conversationId: string, text: string): Promise<string>;
  /** Sends a failed message again, under a new key if its old one was refused for good. */
  retry(key: string): Promise<void>;
  /** Takes a failed message out of the outbox. */
  discard(key: string): Promise<void>;
  /** Moves my read marker forward; many calls soon after each other make one request. */
  markRead(conversationId: string, seq: number): void;
  /** Sends now what is only gathered so far: call it when the page is about to go. */
  flush(): void;
  /** Asks for profiles that are not known yet, in one request; they arrive as a `people` event. */
  meet(ids: readonly string[]): void;
};
