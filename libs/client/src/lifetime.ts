import { Unreachable } from './failures';

type Work<A extends unknown[], T> = (...args: A) => Promise<T>;

export type Lifetime = ReturnType<typeof createLifetime>;

/**
 * How long a client lives. What it began must not go on after its end: another client may have the same outbox by then,
 * and may have fixed another `after` for the same key (LOG-4).
 */
export const createLifetime = () => {
  const underWay = new Set<Promise<unknown>>();
  let isOver = false;
  const check = () => {
    if (isOver) throw new Unreachable('This client was stopped.');
  };
  return {
    /** Throws when it is over. */
    check,
    isOver: (): boolean => isOver,
    /** `work` that does not begin after the end, and whose end is waited for. */
    during:
      <A extends unknown[], T>(work: Work<A, T>): Work<A, T> =>
      async (...args) => {
        check();
        const done = work(...args);
        underWay.add(done);
        try {
          return await done;
        } finally {
          underWay.delete(done);
          check();
        }
      },
    /** Resolves when nothing that was begun is under way. */
    end: async (): Promise<void> => {
      isOver = true;
      await Promise.allSettled(underWay);
    },
  };
};
