import { Refused } from '../refuse';
import type { Context } from '../use-case';
import { soon } from '../identity/soon';
import { limitAct } from './slow-down';

/**
 * Somebody is about to prove who they are by this name, which may be nobody's: refused with `slow_down` where it was tried
 * too often of late, in the same words for everybody. Where that cannot be counted now they may go on, and whoever runs
 * this is told: the user pool has a lockout of its own, and nobody is kept out by a table of ours.
 */
export const limitSignIn = async (context: Context, name: string): Promise<void> => {
  try {
    await soon(context.clock, limitAct(context, 'signIns', name.toLowerCase()));
  } catch (error) {
    if (error instanceof Refused) throw error;
    context.report('a sign-in could not be counted', { error });
  }
};
