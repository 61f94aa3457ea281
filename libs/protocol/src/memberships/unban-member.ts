import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { PersonId } from '../ids';
import { request } from '../request';

export const unbanMember = request({
  type: 'memberships.unban',
  summary: 'Lift a ban: they can be added again.',
  http: 'POST /api/conversations/{conversationId}/members/{personId}/unban',
  body: z.object({ ...changeFields, personId: PersonId }),
  reply: z.object({ entry: Entry }),
  refusals: [...changeRefusals, 'direct_is_fixed', 'not_allowed', 'nothing_to_change'],
  example: { ...exampleChange, personId: 'bo' },
  exampleReply: { entry: exampleEntry('member.unbanned', { personId: 'bo' }) },
});
