import type { Clock } from './clock';

/** What `work` comes to, or undefined where that takes longer than `ms`: then it is not waited for any more. */
export const within = async <T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> => {
  let cancel = () => undefined as void;
  const late = new Promise<undefined>((resolve) => (cancel = clock.after(ms, () => resolve(undefined))));
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
};
