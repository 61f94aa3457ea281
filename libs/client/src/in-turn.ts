/**
 * Reads that are not made twice at once. `join` is content with what is read already; `again` is about something newer
 * than that may know of, so where one runs another follows, and it waits for that (SYNC-1).
 */
export const createInTurn = (read: () => Promise<void>) => {
  let [running, next]: (Promise<void> | undefined)[] = [];
  const start = (): Promise<void> => (running = read().finally(() => (running = undefined)));
  const follow = () => {
    next = undefined;
    return start();
  };
  return {
    join: (): Promise<void> => next ?? running ?? start(),
    again: (): Promise<void> => (running ? (next ??= running.then(follow, follow)) : start()),
    isIdle: (): boolean => !running && !next,
  };
};
