import { admit } from '../admission';
import { requirePolicy } from '../password-policy';
import { requireEnabled } from '../sessions';
import { verifierFor } from '../srp';
import { type Answer, required, requireStep } from './answer';

/** The password of one's own, instead of the temporary one that an administrator's invitation came with. */
export const newPassword: Answer = async (pool, given) => {
  const user = requireStep(pool, given, 'NEW_PASSWORD_REQUIRED');
  const password = required(given.responses, 'NEW_PASSWORD');
  requireEnabled(user);
  requirePolicy(password);
  pool.challenges.nextSteps.take(given.session ?? '');
  user.srp = verifierFor(pool.poolName, user.sub, password);
  user.status = 'CONFIRMED';
  user.modifiedAt = pool.clock.now();
  await pool.store.save();
  return admit(pool, user, given.clientMetadata, 'TokenGeneration_NewPasswordChallenge');
};
