import type { Core } from '@parley/core';

/** The handler, which returns once nothing that it began is under way: Lambda freezes whatever is, until the next event. */
export const untilIdle =
  <E, R>({ idle }: Pick<Core, 'idle'>, handler: (event: E) => Promise<R>) =>
  async (event: E): Promise<R> => {
    try {
      return await handler(event);
    } finally {
      await idle();
    }
  };
