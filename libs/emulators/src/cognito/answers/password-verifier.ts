import { timingSafeEqual } from 'node:crypto';
import { passwordWasRight } from '../admission';
import { fail, wrongCredentials } from '../fault';
import { claimSignature, serverKey } from '../srp';
import { whoIs } from '../users';
import { type Answer, required } from './answer';

/** "Sat Nov 1 09:30:00 UTC 2025": a day below ten has one digit. */
const timestamp =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/;

const isSame = (given: string, expected: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** The client's proof that it knows the password. */
export const passwordVerifier: Answer = async (pool, { responses, clientMetadata }) => {
  const time = required(responses, 'TIMESTAMP');
  if (!timestamp.test(time)) {
    fail('InvalidParameterException', 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const secretBlock = required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const proof = required(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const username = required(responses, 'USERNAME');
  const challenge = pool.challenges.passwords.take(secretBlock);
  if (!challenge) wrongCredentials();
  const { id } = challenge;
  pool.lockout.check(id);
  const signature = claimSignature(serverKey(challenge), {
    poolName: pool.poolName,
    username: id,
    secretBlock,
    timestamp: time,
  });
  const user = pool.store.state.users.get(id);
  const isSameName = whoIs(pool, username).id === id || username === id;
  if (!user?.srp || !isSameName || !isSame(proof, signature)) {
    pool.lockout.failed(id);
    wrongCredentials();
  }
  return passwordWasRight(pool, user, clientMetadata);
};
