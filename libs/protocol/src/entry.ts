import * as z from 'zod';
import { Key, PersonId, Seq, Time } from './ids';

/** What every entry of a log carries, whatever happened in it. */
export const entryFields = {
  seq: Seq.min(1),
  at: Time,
  author: PersonId,
  key: Key,
  /** How many messages the log holds up to here (LOG-8): unread = n at the head − n at my marker. */
  n: z.int().min(0),
  /** The seq of the last membership entry before this one, 0 if none: follow it back to find who was in. */
  m: Seq,
  /** The messages up to here that call everyone, ascending, the newest 20; absent if none do (LOG-8). */
  calls: z.array(Seq).optional(),
};

/** Declares a kind of entry. `counts`: it is a message; `members`: it changes who is in; `aside`: it shows at a message that stands elsewhere, if at all. */
export const entry = <K extends string, B extends z.ZodObject>(definition: {
  kind: K;
  body: B;
  counts?: boolean;
  members?: boolean;
  aside?: boolean;
  example: z.input<B>;
}) => ({
  ...definition,
  schema: z.object({ ...entryFields, kind: z.literal(definition.kind), body: definition.body }),
});
