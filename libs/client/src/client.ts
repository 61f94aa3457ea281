import type {
  ConversationSummary,
  Entry,
  InboxRow,
  Input,
  Person,
  Receipt,
  Refusal,
  Reply,
  RequestType,
  Settings,
} from '@parley/protocol';
import type { ChangeCommand } from './command';

/** How the client stands with the server. Words for people are the app's business. */
export type Status =
  | { state: 'connecting' }
  /** Connected, and everything that was missed is here. */
  | { state: 'online' }
  /** Connected; pulling what was missed. `left`: entries of opened logs that are not here yet, where that is known. */
  | { state: 'catching-up'; left?: number }
  /** No connection; the next try is at `retryAt` (ms since 1970), the last time all was level at `since`. */
  | { state: 'offline'; since: number; retryAt: number }
  /** This build is so old that the server serves it no more: nothing is sent until the page is reloaded (SYNC-9). */
  | { state: 'outdated' }
  /** The session is over for good, or the server will not have us: `not_signed_in`, `foreign_origin`, `no_profile`. */
  | { state: 'refused'; refusal: Refusal }
  | { state: 'stopped' };

/** A message on its way. It leaves the outbox when its entry is known. */
export type Outgoing = {
  conversationId: string;
  key: string;
  text: string;
  /** The message that it answers. */
  replyTo?: number;
  /** When it was written, ms since 1970. */
  at: number;
  /** `waiting` for its turn or the network; `sending`; `failed`, refused for good: retry or discard it. */
  state: SendingState;
  refusal?: Refusal;
};

export type SendingState = 'waiting' | 'sending' | 'failed';

/** Something else of mine on its way: `overlaid` shows it at once. Of those refused for good only edits stay, with both texts. */
export type PendingChange = {
  conversationId: string;
  key: string;
  at: number;
  change: ChangeCommand;
  state: SendingState;
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
  /** What was told of this conversation, or of all, is of data that was replaced by a backup: what comes next is no older for a lower `rev` or `seq`. */
  | { type: 'replaced'; conversationId?: string }
  /** How I came out of what is gone: by myself, on whichever device; put out; or banned, until somebody lifts that. */
  | { type: 'out'; conversationId: string; how: 'left' | 'removed' | 'banned' }
  /** All messages of a conversation that are on their way, in order. */
  | { type: 'outbox'; conversationId: string; outgoing: Outgoing[] }
  /** All other changes of mine to a conversation that are on their way, in order. */
  | { type: 'changes'; conversationId: string; changes: PendingChange[] }
  /** A change was refused for good and is on its way no more; its effect on the screen is taken back. */
  | { type: 'refused'; conversationId: string; change: ChangeCommand; refusal: Refusal }
  /** Who is writing in a conversation now, without me; each is believed for six seconds (UX-CONN-7). */
  | { type: 'typing'; conversationId: string; people: string[] }
  /** How far a small conversation has come to its other members, whole; it only climbs (SYNC-5). */
  | { type: 'receipts'; conversationId: string; receipts: Receipt[] }
  /** What I chose for myself. */
  | { type: 'settings'; settings: Settings }
  /** A log that nobody looks at is held no more: drop what is held, but for what is on its way. */
  | { type: 'closed'; conversationId: string }
  /** What was left unsent before this start was told, all of it: until then nobody knows that nothing is. */
  | { type: 'unsent-read' }
  /** Whether what is unsent survives a reload here (UX-PWA-6): `false` while storage is refused or full. */
  | { type: 'storage'; durable: boolean }
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
  /** Loads the newest page, or what is stored here, and keeps the log level until as many `release`. */
  open(conversationId: string): Promise<void>;
  /** Nobody looks at it any more: of those, the last ten are held on. */
  release(conversationId: string): void;
  /** Loads a page of older entries; resolves to whether there are still older ones. */
  older(conversationId: string): Promise<boolean>;
  /** Puts a message into the outbox; resolves to its key once it is stored. Rejects with `OutboxFull` (UX-SEND-8). */
  send(conversationId: string, text: string, more?: { replyTo?: number }): Promise<string>;
  /**
   * Changes wait in the outbox behind what I said before, and survive a reload; each resolves to its key once it is
   * stored. `basedOn`: what was read before it was edited, see `versionOf`; by default what is newest here.
   */
  edit(conversationId: string, seq: number, text: string, basedOn?: number): Promise<string>;
  delete(conversationId: string, seq: number): Promise<string>;
  /** The same reaction again is one; the opposite of one that has not left yet takes that back. */
  react(conversationId: string, seq: number, emoji: string): Promise<string>;
  unreact(conversationId: string, seq: number, emoji: string): Promise<string>;
  rename(conversationId: string, name: string): Promise<string>;
  removeMember(conversationId: string, personId: string): Promise<string>;
  /**
   * Sends a failed message or edit again, with another text if given: under a new key where its old one was refused for good,
   * and the same words under the old one where it was not (LOG-10).
   * Rejects with `NotGranted` where that cannot be, and where no tab that sends says in ten seconds that it is.
   */
  retry(key: string, text?: string): Promise<void>;
  /**
   * Gives up what waits: at once where it was never tried or was refused, else its key is claimed first (LOG-10). Rejects as
   * `retry` does.
   */
  discard(key: string): Promise<void>;
  /**
   * At sign-out: from now on nothing unsent is sent, nor by another tab that waits for this one to stop, and all of it is
   * deleted. The rest goes on until `stop`. Rejects where the store does not delete it.
   */
  abandon(): Promise<void>;
  /** All messages on their way, of all conversations, in the order of writing. */
  unsent(): Outgoing[];
  /** Counts everything from `seq` on as unread again (UX-READ-5). Rejects with `row_moved` if I have read on elsewhere. */
  markUnread(conversationId: string, seq: number): Promise<void>;
  /** I am writing here; told at most once in four seconds, and lost without a word. */
  typing(conversationId: string): void;
  /** Which conversation is on screen, if any: typing and receipts come for that one alone. */
  focus(conversationId: string | undefined): void;
  /** Which of these people have a device connected. */
  presence(ids: readonly string[]): Promise<Set<string>>;
  /** How far a small conversation has come to others; from then on `receipts` events follow while it is in focus. */
  receipts(conversationId: string): Promise<Receipt[]>;
  settings(): Promise<Settings>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  /** Moves my read marker forward; many calls soon after each other make one request. */
  markRead(conversationId: string, seq: number): void;
  /** Sends now what is only gathered so far: call it when the page is about to go. */
  flush(): void;
  /**
   * Asks for profiles that are not known, or were read more than ten minutes ago, in one request; they arrive as a `people`
   * event. Ask for who is on screen as often as you like (PEOPLE-3).
   */
  meet(ids: readonly string[]): void;
};
