/** Posts under way at once. 128 is where more sockets stop helping. */
const atOnce = 128;

/** Runs the jobs in order, 128 at a time, and no more of them once `isOver`. A job that throws ends it all: they should not. */
export const inParallel = async (
  jobs: Iterable<() => Promise<void>>,
  isOver: () => boolean = () => false,
): Promise<void> => {
  const queue = jobs[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done && !isOver(); next = queue.next()) await next.value();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
