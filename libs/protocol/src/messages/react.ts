import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { Emoji, Seq } from '../ids';
import { request } from '../request';

export const react = request({
  type: 'messages.react',
  summary: 'React to a message. The same person and emoji count once.',
  http: 'POST /api/conversations/{conversationId}/messages/{target}/reactions',
  path: { target: 'integer' },
  body: z.object({ ...changeFields, target: Seq.min(1), emoji: Emoji }),
  reply: z.object({ entry: Entry }),
  refusals: ['blocked', ...changeRefusals, 'message_not_found', 'nothing_to_change', 'too_many_reactions'],
  example: { ...exampleChange, target: 41, emoji: '👍' },
  exampleReply: { entry: exampleEntry('reaction.added', { target: 41, emoji: '👍' }) },
});
