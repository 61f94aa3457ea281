import { type Clock } from '../clock';
import { type Answer } from './refusals';

/** How many different reads are remembered, and how many answers of each: enough for a chat of a few dozen people. */
const bounds = { reads: 1_000, answers: 20 };

/** What eventually consistent reads were answered a while ago. */
export type StaleReads = {
  remember(read: string, answer: Answer): void;
  /** The oldest answer to the same read that is at most `ms` old. */
  older(read: string, ms: number): Answer | undefined;
};

export const staleReads = (clock: Clock): StaleReads => {
  const answers = new Map<string, { at: number; answer: Answer }[]>();
  return {
    remember: (read, answer) => {
      const known = answers.get(read) ?? [];
      answers.delete(read); // to the end of the order: the one asked longest ago is forgotten first
      answers.set(read, [...known.slice(1 - bounds.answers), { at: clock.now(), answer }]);
      const [oldest] = answers.keys();
      if (answers.size > bounds.reads && oldest !== undefined) answers.delete(oldest);
    },
    older: (read, ms) => answers.get(read)?.find(({ at }) => at >= clock.now() - ms)?.answer,
  };
};
