import { admit } from '../admission';
import { requireMutable, requireWritable, setAttributes } from '../attributes';
import { fail } from '../fault';
import { requirePolicy } from '../password-policy';
import { requireEnabled } from '../sessions';
import { verifierFor } from '../srp';
import { type Answer, required, requireStep } from './answer';

const prefix = 'userAttributes.';
/** What somebody says of themselves with their first password, as a client writes it. */
const attributesIn = (responses: Record<string, string>) =>
  Object.entries(responses)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, Value]) => ({ Name: name.slice(prefix.length), Value }));

/** The password of one's own, instead of the temporary one that an administrator's invitation came with. */
export const newPassword: Answer = async (pool, given) => {
  const user = requireStep(pool, given, 'NEW_PASSWORD_REQUIRED');
  const password = required(given.responses, 'NEW_PASSWORD');
  requireEnabled(user);
  requirePolicy(password);
  const attributes = attributesIn(given.responses);
  attributes.forEach((one) => {
    requireWritable(pool, one);
    requireMutable(pool, one.Name);
  });
  if (attributes.some(({ Name }) => Name === 'email')) {
    fail('InvalidParameterException', 'Cannot modify an already provided email');
  }
  pool.challenges.nextSteps.take(given.session ?? '');
  user.srp = verifierFor(pool.poolName, user.sub, password);
  user.temporaryUntil = null;
  setAttributes(user, attributes);
  user.status = 'CONFIRMED';
  user.modifiedAt = pool.clock.now();
  await pool.store.save();
  return admit(pool, user, given.clientMetadata, 'TokenGeneration_NewPasswordChallenge');
};
