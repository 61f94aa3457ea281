/** One of those who want it has it; the others wait their turn. */
export type Lock = {
  /** Calls `held` once it is held; the answer gives it back, or stops waiting. */
  take(held: () => void): () => void;
};

/** What one tab posts, all others of the same name hear; what is posted is copied. */
export type Channel = {
  post(message: unknown): void;
  /** The answer stops listening, and closes the channel. */
  listen(hear: (message: unknown) => void): () => void;
};

/** What clients of one person on one device share besides their store. */
export type Tabs = { lock: Lock; channel: Channel };

/** For a client that is alone with its store. */
export const alone: Tabs = {
  lock: {
    take: (held) => {
      held();
      return () => undefined;
    },
  },
  channel: { post: () => undefined, listen: () => () => undefined },
};
