import { refuse } from '../refuse';
import type { Context } from '../use-case';
import type { Identity } from './identity';

/**
 * Tells the user pool what counts at our doors already. Where it cannot be told that is reported, and refused with
 * `pool_behind`: who asked knows, and asks again, which tells the pool again.
 */
export const tellPool = async (
  { identity, report }: Pick<Context, 'identity' | 'report'>,
  personId: string,
  tell: (identity: Identity) => Promise<void>,
  message?: string,
): Promise<void> => {
  await tell(identity).catch((error: unknown) => {
    report('the user pool was not told', { personId, error });
    refuse('pool_behind', message);
  });
};
