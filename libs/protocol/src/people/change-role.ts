import * as z from 'zod';
import { PersonId } from '../ids';
import { request } from '../request';
import { Person } from './person';
import { WorkspaceRole } from './roles';

export const changeRole = request({
  type: 'people.role',
  summary:
    'Make somebody an owner, admin, member or guest. Nobody changes who stands above them; the last owner stays one.',
  http: 'POST /api/people/{personId}/role',
  body: z.object({ personId: PersonId, role: WorkspaceRole }),
  reply: z.object({ person: Person }),
  refusals: ['person_not_found', 'not_allowed', 'nothing_to_change', 'last_owner'],
  example: { personId: 'bo', role: 'admin' },
  exampleReply: { person: { id: 'bo', name: 'Bo', email: 'bo@example.com', role: 'admin' } },
});
