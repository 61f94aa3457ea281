import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { PersonId } from '../ids';
import { request } from '../request';

export const removeMember = request({
  type: 'memberships.remove',
  summary: 'Put somebody out of a channel: its owners anybody, its moderators members.',
  http: 'POST /api/conversations/{conversationId}/members/{personId}/remove',
  body: z.object({ ...changeFields, personId: PersonId }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals, 'direct_is_fixed', 'not_allowed', 'nothing_to_change'],
  example: { ...exampleChange, personId: 'bo' },
  exampleReply: { entry: exampleEntry('member.removed', { personId: 'bo' }) },
});
