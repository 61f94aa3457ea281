import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { Seq, Text } from '../ids';
import { request } from '../request';

export const editMessage = request({
  type: 'messages.edit',
  summary: 'Change the text of a message of mine.',
  http: 'POST /api/conversations/{conversationId}/messages/{target}/edit',
  path: { target: 'integer' },
  body: z.object({
    ...changeFields,
    target: Seq.min(1),
    /** The edit that mine is based on: the message's `edited.seq`, or its own seq. Another one in between wins. */
    basedOn: Seq.min(1),
    text: Text,
  }),
  reply: z.object({ entry: Entry }),
  refusals: [
    'blocked',
    ...changeRefusals,
    'message_not_found',
    'not_yours',
    'not_allowed',
    'edit_conflict',
    'too_many_edits',
  ],
  example: { ...exampleChange, target: 41, basedOn: 41, text: 'hello' },
  exampleReply: { entry: exampleEntry('message.edited', { target: 41, text: 'hello' }) },
});
