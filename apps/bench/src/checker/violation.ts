import type { History } from '../history/history';

/** What must never happen, and did: which property, in a sentence, with the few records that show it. */
export type Violation = { property: number; sentence: string; evidence: readonly unknown[] };

/** Looks for violations of one property in a finished history. */
export type Check = (history: History) => Violation[];
