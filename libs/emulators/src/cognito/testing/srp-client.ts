import { randomBytes } from 'node:crypto';
import { claimKey, claimSignature, g, integer, multiplier, N, power, privateValue, scramble } from '../srp';

const timestamp = 'Sat Nov 1 09:30:00 UTC 2025';

/** The client's half of SRP. That both halves agree with the real client is proved by the tests with aws-amplify. */
export const startSrp = (userPoolId: string) => {
  const poolName = userPoolId.split('_')[1] ?? '';
  const a = integer(randomBytes(32).toString('hex'));
  const A = power(g, a);
  return {
    A: A.toString(16),
    /** The answer to PASSWORD_VERIFIER. */
    answer: (challenge: Record<string, string>, password: string): Record<string, string> => {
      const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = challenge;
      const B = integer(SRP_B);
      const u = scramble(A, B);
      const x = privateValue(poolName, USER_ID_FOR_SRP, password, integer(SALT));
      const base = (((B - multiplier * power(g, x)) % N) + N) % N;
      const key = claimKey(power(base, a + u * x), u);
      const claim = { poolName, username: USER_ID_FOR_SRP, secretBlock: SECRET_BLOCK, timestamp };
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: claimSignature(key, claim),
        TIMESTAMP: timestamp,
      };
    },
  };
};
