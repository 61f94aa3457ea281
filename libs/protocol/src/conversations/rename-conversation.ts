import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { Name } from '../ids';
import { request } from '../request';

export const renameConversation = request({
  type: 'conversations.rename',
  summary: 'Give a channel another name.',
  http: 'POST /api/conversations/{conversationId}/name',
  body: z.object({ ...changeFields, name: Name }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals, 'direct_is_fixed', 'not_allowed', 'nothing_to_change'],
  example: { ...exampleChange, name: 'announcements' },
  exampleReply: { entry: exampleEntry('conversation.renamed', { name: 'announcements' }) },
});
