import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { tokenVerifier } from '@parley/auth';
import { userPool } from '@parley/cognito';
import type { Ports } from '@parley/core';
import type { AuthConfig, CoreConfig } from './config';

type PoolPorts = Pick<Ports, 'identity' | 'verify'>;

// Cognito's own calls take some hundred milliseconds, and are limited to a few dozen a second for the whole account.
const patient = { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/** What is asked of the user pool, and who a token of it speaks for. */
export const poolPorts = (config: AuthConfig & Pick<CoreConfig, 'AWS_REGION'>): PoolPorts => ({
  identity: userPool({
    userPoolId: config.USER_POOL_ID,
    client: new CognitoIdentityProviderClient({
      region: config.AWS_REGION,
      maxAttempts: 3,
      requestHandler: patient,
    }),
  }),
  verify: tokenVerifier({
    userPoolId: config.USER_POOL_ID,
    clientId: config.USER_POOL_CLIENT_ID,
    jwks: config.USER_POOL_JWKS,
  }),
});

const none = (): Promise<never> => Promise.reject(new Error('This function was told of no user pool: USER_POOL_ID.'));

/**
 * For functions that ask nothing of the pool. The pool's own triggers cannot be told of it: each would have to be there
 * before the other.
 */
export const noPool: PoolPorts = {
  identity: {
    signOutEverywhere: none,
    disable: none,
    enable: none,
    isOf: none,
    deleteAccount: none,
    invite: none,
    withdraw: none,
    addressOf: none,
    changeAddress: none,
    resetSecondStep: none,
    setGroup: none,
  },
  verify: none,
};
