import { type Asked, type Refusal, refusal, type WorkspaceRole } from '@parley/protocol';
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
 * `strongly`: by what stands there now, not by what this process remembers. The role that they come in by.
 */
export type AccessCheck = (
  caller: Pick<Caller, 'personId' | 'authTime'>,
  asked: Asked,
  how?: { strongly: boolean },
) => Promise<WorkspaceRole>;

const reasonAgainst = (mine: Access, authTime: number, asked: Asked): Refusal | undefined => {
  if (mine.status === 'removed') return refusal('no_profile');
  if (mine.status === 'suspended') return refusal('suspended');
  if (authTime < mine.validFrom) return refusal('not_signed_in', 'You were signed out everywhere. Sign in again.');
  return mayAsk(mine.role, asked) ? undefined : refusal('not_allowed');
};

/**
 * Costs a read per person and 30 s. What is remembered only lets in: a refusal is read for, so that who was reinstated, or
 * got a role, finds every process to know it.
 */
export const createAccessCheck = ({ access, clock }: { access: AccessStore; clock: Clock }): AccessCheck => {
  const known = new Map<string, { readAt: number; mine: Access }>();
  return async ({ personId, authTime }, asked, { strongly } = { strongly: false }) => {
    const now = clock.now();
    const held = known.get(personId);
    const mayCount = held && !strongly && now - held.readAt <= knownMs;
    if (mayCount && !reasonAgainst(held.mine, authTime, asked)) return held.mine.role;
    const mine = (await access.of([personId])).get(personId);
    // Nobody is remembered as missing: an account is let in as soon as it has its profile.
    if (!mine) {
      known.delete(personId);
      refuse('no_profile');
    }
    if (known.size >= remembered) known.clear();
    known.set(personId, { readAt: now, mine });
    const reason = reasonAgainst(mine, authTime, asked);
    if (reason) refuse(reason.code, reason.message);
    return mine.role;
  };
};
