import { type InboxRow, limits, mentionsIn } from '@parley/protocol';
import type { AsOf } from '../conversations/append';
import type { Projection } from '../conversations/conversation-log';
import type { Calling } from './call-everyone';

/** A message's words, and those it had before: none where it is new, and none any more where it is deleted. */
type Words = { target: number; text: string; was?: string };

/** What a change of a message's words does to the rows of those it names, and whose rows lose it. */
export type Naming = { projections: readonly Projection[]; unnamed: readonly string[] };

const noted = (personId: string, row: InboxRow | undefined, mentions: readonly number[]): Projection => ({
  write: 'mentioned',
  personId,
  mentions: [...new Set(mentions)].sort((a, b) => a - b).slice(-limits.keptMentions),
  was: row?.mentions,
});

/**
 * Whom the message of `author` at `target` names now and did not before has it noted on their row, and whom it names no
 * more has it noted no more: of those who are in as of the change, and were when it was said. At most 20 each.
 */
export const namingPeople = async (
  { inbox }: Pick<Calling, 'inbox'>,
  { conversation, members, includes }: AsOf,
  author: string,
  { target, text, was = '' }: Words,
): Promise<Naming> => {
  const [now, before] = [mentionsIn(text), mentionsIn(was)];
  const isTold = (id: string) => id !== author && includes(id) && (members.get(id)?.joined ?? target) < target;
  const named = now.filter((id) => !before.includes(id) && isTold(id));
  const gone = before.filter((id) => !now.includes(id) && isTold(id));
  if (named.length + gone.length === 0) return { projections: [], unnamed: [] };
  const rows = await inbox.rowsOf(conversation.id, [...named, ...gone]);
  const mentionsOf = (id: string) => rows.get(id)?.mentions ?? [];
  const unnamed = gone.filter((id) => mentionsOf(id).includes(target));
  const without = (id: string) => mentionsOf(id).filter((seq) => seq !== target);
  return {
    projections: [
      ...named.map((id) => noted(id, rows.get(id), [...mentionsOf(id), target])),
      ...unnamed.map((id) => noted(id, rows.get(id), without(id))),
    ],
    unnamed,
  };
};
