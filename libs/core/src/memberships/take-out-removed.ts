import type { Context } from '../use-case';
import { leaveChannels } from './leave-channels';

/**
 * Takes those of `people` out of their channels again who were removed while somebody brought them into one. A removal is
 * committed before it looks for what they are in, and this looks for a removal after they came in: one of the two sees the
 * other. No condition on each profile says it instead: a transaction has no room for that beside 40 people (LOG-6). It may be
 * repeated; rejects where somebody is left in (AUTH-6).
 */
export const takeOutRemoved = async (context: Context, people: readonly string[]): Promise<void> => {
  const now = await context.access.of(people);
  const gone = people.filter((id) => now.get(id)?.status === 'removed');
  await Promise.all(gone.map((id) => leaveChannels(context, id)));
};
