import { myRow } from '../conversations/my-row';
import { fitting, pageBytes } from '../page';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Members in a page: one read of the people's profiles. */
const pageMembers = 100;

export const listMembers: UseCase<'memberships.list'> = async (context, caller, { conversationId, cursor = '' }) => {
  const [roster] = await Promise.all([
    context.memberships.roster(conversationId),
    myRow(context, caller, conversationId),
  ]);
  const rest = (roster ?? refuse('not_a_member')).members
    .filter(({ personId, left }) => left === undefined && personId > cursor)
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
  const page = rest.slice(0, pageMembers);
  const people = new Map((await context.people.get(page.map((m) => m.personId))).map((person) => [person.id, person]));
  const known = page.flatMap(({ personId, role }) => {
    const person = people.get(personId);
    return person ? [{ person, role }] : [];
  });
  const members = fitting(known, pageBytes(caller));
  const isCut = members.length < known.length;
  const last = isCut ? members.at(-1)?.person.id : rest.length > page.length && page.at(-1)?.personId;
  return { members, ...(last && { cursor: last }) };
};
