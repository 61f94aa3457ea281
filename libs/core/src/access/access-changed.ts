import { createCloseConnections } from '../connections/close-connections';
import { finishRemoval } from '../people/remove-person';
import type { Ports } from '../ports';

/**
 * Does what follows when somebody's coming in has changed, by how things stand now: connections that may not go on are
 * closed, and a removal is finished. It may come late, twice, or for nothing; rejects where it has to come again.
 */
export const createAccessChanged = (ports: Ports): ((personId: string) => Promise<void>) => {
  const closeConnections = createCloseConnections(ports);
  return async (personId) => {
    await closeConnections(personId);
    const mine = (await ports.access.of([personId])).get(personId);
    if (mine) await finishRemoval(ports, personId, mine);
  };
};
