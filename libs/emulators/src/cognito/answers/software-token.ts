import { finishSignIn } from '../admission';
import { codeMismatch } from '../codes';
import { fail } from '../fault';
import { requireEnabled } from '../sessions';
import { stepOf } from '../totp';
import { type Answer, required, requireStep } from './answer';

/** The code of an authenticator app. Wrong ones count towards the lockout as wrong passwords do. */
export const softwareToken: Answer = async (pool, given) => {
  const user = requireStep(pool, given, 'SOFTWARE_TOKEN_MFA');
  const code = required(given.responses, 'SOFTWARE_TOKEN_MFA_CODE');
  pool.lockout.check(user.sub);
  requireEnabled(user);
  if (!user.totp.enabled || user.totp.secret === null) {
    fail('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.');
  }
  const step = stepOf(user.totp.secret, code, pool.clock.now());
  if (step === undefined) {
    pool.lockout.failed(user.sub);
    codeMismatch('Invalid code received for user');
  }
  if (step <= user.totp.lastStep) {
    fail('ExpiredCodeException', 'Your software token has already been used once.');
  }
  pool.challenges.nextSteps.take(given.session ?? '');
  user.totp = { ...user.totp, lastStep: step };
  await pool.store.save();
  return finishSignIn(pool, user, given.clientMetadata);
};
