import type { Asked, RefusalCode } from '@parley/protocol';
import type { Clock } from '../clock';
import { refuse } from '../refuse';
import type { Caller } from '../use-case';
import type { Access, AccessStore } from './access-store';
import { mayAsk } from './permit';

/** A request goes by what was read of its person at most this long ago (DEL-6). */
const knownMs = 30_000;
/** People that a process remembers. */
const remembered = 10_000;

/**
 * Refuses a caller who may not come in: `no_profile` without a profile or when they were removed, `suspended`,
 * `not_signed_in` where they signed in before what still counts; and `not_allowed` where their role may not ask this.
 * `strongly`: by what stands there now, not by what this process remembers.
 */
export type AccessCheck = (
  caller: Pick<Caller, 'personId' | 'authTime'>,
  asked: Asked,
  how?: { strongly: boolean },
) => Promise<void>;

type Verdict = { code: RefusalCode; message?: string };

/** Why not; undefined where they may. */
const objection = (mine: Access, authTime: number, asked: Asked): Verdict | undefined => {
  if (mine.status === 'removed') return { code: 'no_profile' };
  if (mine.status === 'suspended') return { code: 'suspended' };
  if (authTime < mine.validFrom)
    return { code: 'not_signed_in', message: 'You were signed out everywhere. Sign in again.' };
  return mayAsk(mine.role, asked) ? undefined : { code: 'not_allowed' };
};

/**
 * Costs a read per person and 30 s, and one for each refusal: what is remembered lets people in, and nobody is refused by
 * it, who was reinstated or promoted a moment ago.
 */
export const createAccessCheck = ({ access, clock }: { access: AccessStore; clock: Clock }): AccessCheck => {
  const known = new Map<string, { readAt: number; mine: Access }>();

  const read = async (personId: string): Promise<Access> => {
    const readAt = clock.now();
    const mine = (await access.of([personId])).get(personId);
    // Nobody is remembered as missing: an account is let in as soon as it has its profile.
    if (!mine) {
      known.delete(personId);
      refuse('no_profile');
    }
    if (known.size >= remembered) known.clear();
    known.set(personId, { readAt, mine });
    return mine;
  };

  return async ({ personId, authTime }, asked, { strongly } = { strongly: false }) => {
    const held = known.get(personId);
    const isFresh = held && !strongly && clock.now() - held.readAt <= knownMs;
    if (isFresh && !objection(held.mine, authTime, asked)) return;
    const because = objection(await read(personId), authTime, asked);
    if (because) refuse(because.code, because.message);
  };
};
