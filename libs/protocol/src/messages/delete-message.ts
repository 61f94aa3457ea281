import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { Seq } from '../ids';
import { request } from '../request';

export const deleteMessage = request({
  type: 'messages.delete',
  summary: 'Take the words of a message back. Its place stays; the words go from its earlier edits too.',
  http: 'POST /api/conversations/{conversationId}/messages/{target}/delete',
  path: { target: 'integer' },
  body: z.object({ ...changeFields, target: Seq.min(1) }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals, 'message_not_found', 'not_yours', 'nothing_to_change'],
  example: { ...exampleChange, target: 41 },
  exampleReply: { entry: exampleEntry('message.deleted', { target: 41 }) },
});
