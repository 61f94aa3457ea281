import { limits } from '@parley/protocol';

/** What a workspace does, as whoever asks for a bill says. */
export type Workload = {
  people: number;
  /** Of everybody together. */
  messagesPerDay: number;
  /** People in the conversation that a message is said in, all of them connected. */
  members: number;
  /** How long each is connected on a day, and on how many days of a month. */
  hours: number;
  days: number;
};

/**
 * What people do besides: nobody has measured these, so they are named in every bill. The intervals are the client's own
 * (`libs/client`, `apps/web/src/features/people/use-presence.ts`); a test compares them with it.
 */
export const habits = {
  /** Of the others in a conversation, how many look at it when something is said. */
  lookingShare: 0.5,
  /** Of those who do not, how many messages they have read when they come to look. */
  readTogether: 5,
  /** Who has received and read what is told in conversations of so many at the most (`limits.receiptPeople`). */
  receiptPeople: limits.receiptPeople,
  /** Signals that somebody is writing, for each message: one in four seconds. */
  typingPerMessage: 2,
  /** Of the time connected, how long the page can be seen. */
  visibleShare: 0.5,
  /** A day: conversations opened, and each loads a page of history. */
  conversationsOpened: 30,
  /** A day: times the page is loaded. */
  pageLoads: 3,
  /** Files of a page load that a browser asks for again although it has them. */
  filesOfPageLoad: 5,
  /** A month: times that the whole app is loaded anew, which is each release. */
  releases: 4,
  /** The whole app, compressed, in GB: 378 KB by gzip in November 2026. */
  appGigabytes: 0.0004,
  pingMinutes: 4,
  presenceMinutes: 1,
  /** A connection is changed before API Gateway ends it after two hours; 110 minutes on the average. */
  connectionMinutes: 110,
  /** An access token lasts an hour. */
  renewMinutes: 60,
  /** How long what is written has been kept: the table's size is that of a year. */
  monthsKept: 12,
  /** A stored message with its keys, in bytes. */
  messageBytes: 500,
  /** What API Gateway and a function log of one request, its metrics among it, in bytes. */
  logBytes: 1_500,
  /** What functions count together (`OwnMetric` of `metrics.ts`); where one fails, its failures are one more. */
  ownMetrics: 10,
  /** A frame on its way out, in bytes: 300 of message in its envelope. */
  frameBytes: 400,
} as const;

/** What people do besides, in another world than ours. */
export type Habits = Readonly<Record<keyof typeof habits, number>>;
