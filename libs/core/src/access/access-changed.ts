import { createCloseConnections } from '../connections/close-connections';
import { finishRemoval } from '../people/remove-person';
import type { Context } from '../use-case';

/**
 * Does what follows when somebody's coming in has changed, by how things stand now: connections that may not go on are
 * closed, and a removal is finished. It may come late, twice, or for nothing; rejects where it has to come again.
 */
export const createAccessChanged = (context: Context): ((personId: string) => Promise<void>) => {
  const closeConnections = createCloseConnections(context);
  return async (personId) => {
    await closeConnections(personId);
    const mine = (await context.access.of([personId])).get(personId);
    if (mine) await finishRemoval(context, personId, mine);
  };
};
