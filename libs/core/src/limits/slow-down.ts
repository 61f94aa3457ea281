import { refusal } from '@parley/protocol';
import type { Clock } from '../clock';
import { Refused } from '../refuse';
import type { Buckets } from './buckets';
import type { Act, Rates } from './rates';

/** Ends a use case with `slow_down`, and says after how many ms it is worth another try. */
export function slowDown(retryAfterMs: number): never {
  throw new Refused({ ...refusal('slow_down'), retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)) });
}

/** Takes a token for what `who` is about to do: one conditional update, a second one while a burst lasts (LIMIT-1). */
export const limitAct = async (
  { buckets, clock, rates }: { buckets: Buckets; clock: Clock; rates: Rates },
  act: Act,
  who: string,
): Promise<void> => {
  const rate = rates[act];
  if (!rate) return;
  const wait = await buckets.take(`${act}#${who}`, rate, clock.now());
  if (wait > 0) slowDown(wait);
};
