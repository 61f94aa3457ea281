/** What has been started, each part with the way to end it. */
export type Closing = {
  /** Call it as soon as a part runs, so that it is ended also when the next one fails to start. */
  add(end: () => unknown): void;
  /**
   * Ends all parts, the last one first, one after the other, also when one of them fails: then it rejects after the
   * last with what the first failure was. A second call does nothing.
   */
  close(): Promise<void>;
};

export const closing = (): Closing => {
  const ends: (() => unknown)[] = [];
  return {
    add: (end) => void ends.push(end),
    close: async () => {
      const failures: unknown[] = [];
      for (const end of ends.splice(0).reverse()) {
        try {
          await end();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
};
