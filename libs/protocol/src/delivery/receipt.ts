import * as z from 'zod';
import { PersonId, Seq } from '../ids';

/** How far a log has come to somebody: stored on one of their devices at least, and read. Either only climbs (SYNC-5). */
export const Receipt = z.object({
  personId: PersonId,
  received: Seq,
  /** Absent where they, or I, do not share what is read. */
  read: Seq.optional(),
});
export type Receipt = z.infer<typeof Receipt>;
