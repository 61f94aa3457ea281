import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { PersonId } from '../ids';
import { request } from '../request';

export const banMember = request({
  type: 'memberships.ban',
  summary: 'Put somebody out of a channel, or keep them out, until the ban is lifted.',
  http: 'POST /api/conversations/{conversationId}/members/{personId}/ban',
  body: z.object({ ...changeFields, personId: PersonId }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals, 'direct_is_fixed', 'not_allowed', 'nothing_to_change', 'person_not_found'],
  example: { ...exampleChange, personId: 'bo' },
  exampleReply: { entry: exampleEntry('member.banned', { personId: 'bo' }) },
});
