import type { Clock } from '../clock';

/** The user pool waits five seconds for its triggers, a start of ours included, and signs nobody in after that. */
const patienceMs = 1_500;

/** What this resolves to within the time that a trigger of the user pool can wait; rejects where it takes longer. */
export const soon = async <T>({ sleep }: Pick<Clock, 'sleep'>, work: Promise<T>): Promise<T> => {
  const tooLate = sleep(patienceMs).then(() => {
    throw new Error(`There was no answer within ${patienceMs} ms.`);
  });
  return Promise.race([work, tooLate]);
};
