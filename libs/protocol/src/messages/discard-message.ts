import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { Key } from '../ids';
import { request } from '../request';

export const discardMessage = request({
  type: 'messages.discard',
  summary: 'Give up a message that was tried: it can never be posted after this, and is deleted if it had been.',
  http: 'POST /api/conversations/{conversationId}/messages/discard',
  body: z.object({
    ...changeFields /** Of the entry that deletes the message, if `key` had made one. */,
    deleteKey: Key,
  }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals],
  example: { ...exampleChange, deleteKey: '01KB3W9M6Q4X7V2T8Y5Z1N0RJD' },
  exampleReply: { entry: exampleEntry('message.discarded', {}) },
});
