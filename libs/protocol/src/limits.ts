const KB = 1024;

/** The numbers that bind both ends of `chat.v1`. Bytes are UTF-8 bytes of encoded JSON unless said otherwise. */
export const limits = {
  /** One WebSocket frame, either way. API Gateway cuts at 32 KB, also for pushes; the rest is left for its envelope. */
  frameBytes: 28 * KB,
  /** One HTTP request body. */
  bodyBytes: 64 * KB,
  /** One log entry; it must fit a frame with the frame's own fields around it. */
  entryBytes: 24 * KB,
  /** The text of one message, before JSON escapes. */
  textBytes: 16 * KB,
  /** What a page of entries or rows may fill of a reply: through the socket, and over HTTP (DynamoDB pages at 1 MB). */
  pageBytes: { socket: 24 * KB, http: 1024 * KB },
  /** Messages in a page of history: what a screen shows, 2.5 read units. */
  historyEntries: 50,
  /** Entries in a page of changes over HTTP: 10,000 missed ones arrive in four. */
  changesEntries: 2_500,
  /** Positions in a hello, and in a ping. */
  helloPositions: 200,
  pingPositions: 20,
  /** How far behind the head an `after` may be (LOG-5). */
  afterReach: 1_000,
  /** People that one membership entry may name; a transaction holds 100 items, two or three a person (LOG-6). */
  peoplePerEntry: 40,
  /** People in a direct conversation, the opener included. */
  directPeople: 9,
  /** Members that the appending process posts to by itself; of larger conversations the queue has a share (DEL-2). */
  inlineMembers: 500,
  /** Members of a conversation. 5,000 cost $0.0006 a message in leases. */
  members: 5_000,
  /** Members of a conversation whose receipts are kept; one read of rows serves them. */
  receiptPeople: 20,
  /** People that one message calls by name; with its slot they fill a quarter of a transaction. */
  mentions: 20,
  /**
   * Messages that call everyone, of which each entry names the newest: written with every message, they take at most
   * 168 bytes of the 1 KB that one write unit pays for (20 numbers of 12 digits, 8 bytes each, and 8 around them).
   */
  keptCalls: 20,
  /** Members of a conversation up to whom anybody may call everyone; of more it takes a role (ROLE-6). */
  calledFreely: 10,
  /** Mentions kept on an inbox row, the newest: more than anybody counts. */
  keptMentions: 100,
  /** Edits of one message: a deletion blanks them all in one transaction of 100 items. */
  edits: 50,
  /** People that one person blocks: more than anybody falls out with, and one frame tells them all. */
  blockedPeople: 200,
  /** Invitations of one person that are open at once: a page for each team of a company. */
  openInvitations: 50,
  /** Hours that an invitation may be open, at most: 30 days. The user pool's temporary passwords last as long. */
  invitationHours: 30 * 24,
  /** Different emoji on one message. */
  reactionKinds: 20,
} as const;

/** Bytes that `text` takes on the wire. */
export const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
