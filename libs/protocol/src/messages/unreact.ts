import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { Emoji, Seq } from '../ids';
import { request } from '../request';

export const unreact = request({
  type: 'messages.unreact',
  summary: 'Take a reaction of mine back.',
  http: 'POST /api/conversations/{conversationId}/messages/{target}/reactions/remove',
  path: { target: 'integer' },
  body: z.object({ ...changeFields, target: Seq.min(1), emoji: Emoji }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals, 'message_not_found', 'nothing_to_change'],
  example: { ...exampleChange, target: 41, emoji: '👍' },
  exampleReply: { entry: exampleEntry('reaction.removed', { target: 41, emoji: '👍' }) },
});
