import * as z from 'zod';
import { passwordWasRight } from '../admission';
import { required } from '../answers/answer';
import { fail, wrongCredentials } from '../fault';
import { ClientId, ClientMetadata, operation, requireClient } from '../operation';
import type { Pool } from '../pool';
import { askPreAuthentication } from '../pre-authentication';
import { type ClientMetadata as Metadata, refresh } from '../sessions';
import { integer, isPasswordOf, N, serverValues } from '../srp';
import type { User } from '../state';
import { derive, whoIs } from '../users';

type Parameters = Record<string, string>;
type Flow = (pool: Pool, parameters: Parameters, clientMetadata: Metadata) => Promise<object>;

const readA = (hex: string): bigint => {
  const isInGroup = /^[0-9a-f]{1,770}$/i.test(hex) && integer(hex) % N !== 0n; // 3072 bits, and a byte of padding
  return isInGroup ? integer(hex) : fail('InvalidParameterException', 'SRP_A is not a public value of the group.');
};

/** Strangers, and those without a password, get a challenge too, at the same cost and with the same salt each time, that no password answers. */
const verifierOf = (pool: Pool, id: string, user: User | undefined) =>
  user?.srp ?? { salt: derive(pool, 'salt', id).slice(0, 32), verifier: derive(pool, 'verifier', id) };

const startSrp: Flow = async (pool, parameters, clientMetadata) => {
  const typed = required(parameters, 'USERNAME');
  const A = readA(required(parameters, 'SRP_A'));
  const { id, user } = whoIs(pool, typed);
  await askPreAuthentication(pool, { typed, user, clientMetadata });
  const { salt, verifier } = verifierOf(pool, id, user);
  const { b, B } = serverValues(verifier);
  const SECRET_BLOCK = pool.challenges.passwords.open({ id, A, B, b, verifier });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: { SALT: salt, SECRET_BLOCK, SRP_B: B.toString(16), USERNAME: id, USER_ID_FOR_SRP: id },
  };
};

const checkPassword: Flow = async (pool, parameters, clientMetadata) => {
  const typed = required(parameters, 'USERNAME');
  const password = required(parameters, 'PASSWORD');
  const { id, user } = whoIs(pool, typed);
  await askPreAuthentication(pool, { typed, user, clientMetadata });
  pool.lockout.check(id);
  if (!isPasswordOf(verifierOf(pool, id, user), pool.poolName, id, password) || !user?.srp) {
    pool.lockout.failed(id);
    wrongCredentials();
  }
  return passwordWasRight(pool, user, clientMetadata);
};

const renew: Flow = async (pool, parameters, clientMetadata) => {
  // The reference: rotation "must be completed with GetTokensFromRefreshToken".
  if (pool.rotation) {
    fail('InvalidParameterException', 'REFRESH_TOKEN_AUTH flow not enabled for this client');
  }
  const AuthenticationResult = await refresh(pool, required(parameters, 'REFRESH_TOKEN'), clientMetadata);
  return { AuthenticationResult, ChallengeParameters: {} };
};

const flows: Record<string, Flow> = {
  USER_SRP_AUTH: startSrp,
  REFRESH_TOKEN_AUTH: renew,
  REFRESH_TOKEN: renew, // the older name, which the service still takes
};

const AuthFlow = z.enum([
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
]);

/** Starts a sign-in, or renews tokens. The app client allows SRP and refresh; a plain password only when told to. */
export const initiateAuth = operation(
  z.object({
    ClientId,
    AuthFlow,
    AuthParameters: z.record(z.string(), z.string()).nullish(),
    ClientMetadata,
  }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    const isPassword = input.AuthFlow === 'USER_PASSWORD_AUTH' && pool.allowPasswordAuth;
    const flow = isPassword ? checkPassword : flows[input.AuthFlow];
    if (!flow) fail('InvalidParameterException', `${input.AuthFlow} flow not enabled for this client`);
    return flow(pool, input.AuthParameters ?? {}, input.ClientMetadata);
  },
);
