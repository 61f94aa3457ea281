import { myRow } from '../conversations/my-row';
import { fitting, pageBytes } from '../page';
import type { UseCase } from '../use-case';

/** Rows read for a page, those who left included: one query, and one read of the people's profiles. */
const pageRows = 100;

export const listMembers: UseCase<'memberships.list'> = async (context, caller, { conversationId, cursor = '' }) => {
  const rows = await context.memberships.page(conversationId, { after: cursor, limit: pageRows });
  // After the members, never beside them: who came once they were out is not for them to know (DEL-1).
  await myRow(context, caller, conversationId);
  const present = rows.filter(({ left }) => left === undefined);
  const profiles = await context.people.get(present.map(({ personId }) => personId));
  const people = new Map(profiles.map((person) => [person.id, person]));
  const known = present.flatMap(({ personId, role }) => {
    const person = people.get(personId);
    return person ? [{ person, role }] : [];
  });
  const members = fitting(known, pageBytes(caller));
  const isCut = members.length < known.length;
  // A page that was cut goes on behind the last one that fitted, a full one behind the last row that was read.
  const last = isCut ? members.at(-1)?.person.id : rows.length === pageRows && rows.at(-1)?.personId;
  return { members, ...(last && { cursor: last }) };
};
