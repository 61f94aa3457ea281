import { permit } from '../access/permit';
import { leastTail } from '../conversations/append';
import { loadView } from '../conversations/load-view';
import { headOf } from '../conversations/log-view';
import { fitting, pageBytes } from '../page';
import type { UseCase } from '../use-case';

/** People told at once: one read of their profiles. */
const pageRows = 100;

/** For those who may lift them. The whole roster is read for a page, as for a change of it: bans stand among its rows. */
export const listBans: UseCase<'memberships.bans'> = async (context, caller, { conversationId, cursor = '' }) => {
  const [last] = await context.log.last(conversationId, 1);
  // Over the newest entries: each young change of the members that the run lacks would be a query of its own.
  const view = await loadView(context, conversationId, last?.seq ?? 0, { tail: leastTail });
  const { conversation, members, entries } = view;
  permit('memberships.bans', { conversation, members, head: headOf({ entries }).seq }, caller.personId);
  const ids = [...members.values()]
    .filter(({ banned, personId }) => banned && personId > cursor)
    .map(({ personId }) => personId)
    .sort();
  const page = ids.slice(0, pageRows);
  const profiles = await context.people.get(page);
  const byId = new Map(profiles.map((person) => [person.id, person]));
  const known = page.flatMap((id) => byId.get(id) ?? []);
  const people = fitting(known, pageBytes(caller));
  // A page that was cut goes on behind the last one that fitted.
  const next = people.length < known.length ? people.at(-1)?.id : ids.length > page.length && page.at(-1);
  return { people, ...(next && { cursor: next }) };
};
