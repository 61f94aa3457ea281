import * as z from 'zod';
import { entry } from '../entry';

/** Stands where a message would: its author gave it up before its fate was known, so its key can make nothing any more (LOG-10). */
export const messageDiscarded = entry({ kind: 'message.discarded', aside: true, body: z.object({}), example: {} });
