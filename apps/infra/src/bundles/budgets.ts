import type { FunctionName } from '../function-specs';

/** KB of each function's file. What a cold start has to read and compile; raise one with the reason in the commit. */
export const budgets: Record<FunctionName, number> = {
  authorize: 150,
  connect: 8,
  message: 720,
  disconnect: 720,
  request: 720,
  documents: 155,
  'register-person': 720,
  'admit-sign-up': 720,
  'limit-sign-in': 720,
  'issue-token': 720,
  'look-at-invitation': 720,
  deliver: 720,
  'close-connections': 720,
};

/** Milliseconds of processor time from Node's start to a loaded handler, on the machine that runs `npm run bundles`. */
export const initBudgetMs = 250;
