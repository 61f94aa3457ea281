import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { fail, wrongCredentials } from '../fault';
import { ClientId, ClientMetadata, operation, requireClient } from '../operation';
import { claimSignature, serverKey } from '../srp';
import { whoIs } from '../users';
import { admit } from './initiate-auth';

const Responses = z.object({
  USERNAME: z.string(),
  PASSWORD_CLAIM_SECRET_BLOCK: z.string(),
  PASSWORD_CLAIM_SIGNATURE: z.string(),
  TIMESTAMP: z.string(),
});

/** "Sat Nov 1 09:30:00 UTC 2025": a day below ten has one digit. */
const timestamp =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/;

const isSame = (given: string, expected: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Finishes an SRP sign-in: the client's proof that it knows the password, for tokens. */
export const respondToAuthChallenge = operation(
  z.object({ ClientId, ChallengeName: z.string(), ChallengeResponses: Responses, ClientMetadata }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    if (input.ChallengeName !== 'PASSWORD_VERIFIER') {
      fail('InvalidParameterException', `The challenge ${input.ChallengeName} was not asked.`);
    }
    const answer = input.ChallengeResponses;
    if (!timestamp.test(answer.TIMESTAMP)) {
      fail('InvalidParameterException', 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
    }
    const challenge = pool.challenges.take(answer.PASSWORD_CLAIM_SECRET_BLOCK);
    if (!challenge) wrongCredentials();
    const { id } = challenge;
    pool.lockout.check(id);
    const signature = claimSignature(serverKey(challenge), {
      poolName: pool.poolName,
      username: id,
      secretBlock: answer.PASSWORD_CLAIM_SECRET_BLOCK,
      timestamp: answer.TIMESTAMP,
    });
    const user = pool.store.state.users.get(id);
    const isSameName = whoIs(pool, answer.USERNAME).id === id || answer.USERNAME === id;
    if (!user || !isSameName || !isSame(answer.PASSWORD_CLAIM_SIGNATURE, signature)) {
      pool.lockout.failed(id);
      wrongCredentials();
    }
    return admit(pool, user, input.ClientMetadata);
  },
);
