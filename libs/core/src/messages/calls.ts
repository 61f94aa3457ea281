import { callsEveryone, type Change, limits } from '@parley/protocol';

/**
 * The seqs with one more in its place, ascending; where they are more than are kept, the oldest go. One that is kept
 * already changes nothing.
 */
export const withCall = (calls: readonly number[], seq: number): number[] =>
  [...new Set([...calls, seq])].sort((a, b) => a - b).slice(-limits.keptCalls);

/**
 * The messages that call everyone once this change stands at `seq`, by those before it (LOG-8): what is said or edited
 * to call everyone comes in, what is edited not to, or deleted, goes.
 */
export const callsAfter = (calls: readonly number[], seq: number, change: Change): readonly number[] => {
  const without = (target: number) => calls.filter((call) => call !== target);
  switch (change.kind) {
    case 'message.posted':
      return callsEveryone(change.body.text) ? withCall(calls, seq) : calls;
    case 'message.edited': {
      const { target, text } = change.body;
      return callsEveryone(text) ? withCall(calls, target) : without(target);
    }
    case 'message.deleted':
      return without(change.body.target);
    default:
      return calls;
  }
};
