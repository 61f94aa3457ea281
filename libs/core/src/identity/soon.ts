import type { Clock } from '../clock';

/** The user pool waits five seconds for its triggers, and signs nobody in after that: half of it is for our tables, the rest for a start of ours and for the pool itself. */
const patienceMs = 2_500;

/** What this resolves to within the time that a trigger of the user pool can wait; rejects where it takes longer. */
export const soon = async <T>({ sleep }: Pick<Clock, 'sleep'>, work: Promise<T>): Promise<T> => {
  const tooLate = sleep(patienceMs).then(() => {
    throw new Error(`There was no answer within ${patienceMs} ms.`);
  });
  return Promise.race([work, tooLate]);
};
