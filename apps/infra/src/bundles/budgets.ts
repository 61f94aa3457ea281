import type { FunctionName } from '../function-specs';

/** KB of each function's file. What a cold start has to read and compile; raise one with the reason in the commit. */
export const budgets: Record<FunctionName, number> = {
  authorize: 150,
  connect: 8,
  message: 600,
  disconnect: 600,
  request: 600,
  documents: 155,
  'register-person': 600,
  'admit-sign-up': 600,
  'limit-sign-in': 600,
  'issue-token': 600,
  'look-at-invitation': 600,
  deliver: 600,
  'close-connections': 600,
  'finish-removals': 600,
};

/** Milliseconds of processor time from Node's start to a loaded handler, on the machine that runs `npm run bundles`. */
export const initBudgetMs = 200;
