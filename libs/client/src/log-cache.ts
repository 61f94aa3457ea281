import { ConversationSummary, Entry, Person, Seq } from '@parley/protocol';
import * as z from 'zod';

/** What a start needs before the server has answered. */
export const KeptState = z.object({
  /** Of the data that all this is from: it changes when that was restored from a backup. */
  epoch: z.string(),
  me: Person,
  summaries: z.array(ConversationSummary),
  /** How far those were heard of without a gap whose newest entry lies beyond one; an older build does not say. */
  heard: z.record(z.string(), Seq).optional(),
});
export type KeptState = z.output<typeof KeptState>;

/** The newest entries of one log, ascending and without a gap. */
export const KeptLog = z.object({ epoch: z.string(), entries: z.array(Entry) });
export type KeptLog = z.output<typeof KeptLog>;

/** Of so many conversations the newest entries are kept, those that were kept last: with 500 entries each about 10 MB. */
export const mostLogs = 50;

/** A copy of what the server has, which any of it may be missing from: what was on screen is there at once after a reload. */
export type LogCache = {
  state(): Promise<KeptState | undefined>;
  keepState(state: KeptState): Promise<void>;
  log(conversationId: string): Promise<KeptLog | undefined>;
  /** Of more than `mostLogs`, the one that was kept longest ago is dropped. */
  keepLog(conversationId: string, log: KeptLog): Promise<void>;
  /** Not there: nothing happens. */
  dropLog(conversationId: string): Promise<void>;
  clear(): Promise<void>;
};
