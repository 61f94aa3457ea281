import * as z from 'zod';
import { entry } from '../entry';

/** The author left. They still receive this entry, and nothing after it. */
export const memberLeft = entry({ kind: 'member.left', members: true, body: z.object({}), example: {} });
