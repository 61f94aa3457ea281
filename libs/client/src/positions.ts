import { limits, type Position } from '@parley/protocol';

/** Of a ping's positions, as many are kept for opened conversations; the others, and opened ones beyond, take turns. */
const alwaysOpened = limits.pingPositions / 2;

export type Positions = ReturnType<typeof createPositions>;

/** Which positions a hello and a ping carry (SYNC-6). Both lists are ordered, the most important first. */
export const createPositions = (parts: { opened(): Position[]; others(): Position[] }) => {
  /** Found behind by a ping: the hello that follows carries them whatever their place. */
  const suspects = new Set<string>();
  let turn = 0;

  const all = (): Position[] => {
    const opened = parts.opened();
    const ids = new Set(opened.map(({ conversationId }) => conversationId));
    return [...opened, ...parts.others().filter(({ conversationId }) => !ids.has(conversationId))];
  };

  return {
    suspect: (conversationIds: readonly string[]): void => {
      for (const id of conversationIds) suspects.add(id);
    },
    forHello: (): Position[] => {
      const positions = all();
      const isSuspect = ({ conversationId }: Position) => suspects.has(conversationId);
      const ordered = [...positions.filter(isSuspect), ...positions.filter((position) => !isSuspect(position))];
      suspects.clear();
      return ordered.slice(0, limits.helloPositions);
    },
    forPing: (): Position[] => {
      const positions = all();
      const always = positions.slice(0, Math.min(parts.opened().length, alwaysOpened));
      const rest = positions.slice(always.length);
      const places = Math.min(limits.pingPositions - always.length, rest.length);
      const from = rest.length > 0 ? turn % rest.length : 0;
      turn = from + places;
      return [...always, ...[...rest.slice(from), ...rest.slice(0, from)].slice(0, places)];
    },
  };
};
