import * as z from 'zod';
import { request } from '../request';

/** What somebody chose for themselves; nobody else sees it. */
export const Settings = z.object({
  /** Whether others are told what I have read. Who does not tell is not told either. */
  readReceipts: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const changeSettings = request({
  type: 'people.settings',
  summary: 'Choose for myself.',
  http: 'POST /api/people/me/settings',
  body: Settings.partial(),
  reply: z.object({ settings: Settings }),
  refusals: [],
  example: { readReceipts: false },
  exampleReply: { settings: { readReceipts: false } },
});
