import type { Person } from '@parley/protocol';
import { refuse } from '../refuse';
import { validFromNow } from '../sessions/revoke-all';
import type { Context } from '../use-case';
import type { Account } from './register-person';

/** Somebody may be given another role at the same moment, or another account may come for the same address. */
const tries = 5;

/** Removes somebody whose account the pool has no more, as they would have done it themselves; false where that may not be. */
const removeGone = async (context: Context, holder: Person): Promise<boolean> => {
  const { access, people, directory, clock, report } = context;
  for (let nth = 0; nth < tries; nth += 1) {
    const was = (await access.of([holder.id])).get(holder.id);
    if (!was) return true;
    // Nobody gets out of a suspension by another account, whenever it came.
    if (was.status === 'suspended') return false;
    if (was.status !== 'removed') {
      const gone = { status: 'removed', validFrom: validFromNow(clock.now()) } as const;
      const outcome = await access.change(holder.id, gone, was);
      if (outcome === 'last_owner') {
        report('the last owner has no account any more', { personId: holder.id });
        return false;
      }
      if (outcome === 'moved') continue;
    }
    await directory.remove(holder);
    await people.forget(holder.id);
    return true;
  }
  return refuse('busy');
};

/**
 * Whether a new account may have its address, which it has proven: also where a profile has it whose account was deleted in
 * the pool, past us. That person is then removed (AUTH-6). However many come for it at once, each step is taken once.
 */
export const freeAddress = async (context: Context, { id, email, pool }: Account): Promise<boolean> => {
  const holder = await context.people.byEmail(email.toLowerCase());
  if (!holder || holder.id === id) return true;
  const username = (await context.access.of([holder.id])).get(holder.id)?.username;
  // Who has not signed in yet is known by no name, and is not gone.
  if (username === undefined || (await pool.isOf(username, holder.id))) return false;
  return removeGone(context, holder);
};
