import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { linkProvider } from '@parley/cognito';
import type { CoreConfig } from './config';
import type { PoolEvent } from './pool-trigger';

// Two calls, each tried twice, and the pool waits five seconds for its trigger.
const hasty = { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true };

/**
 * For the pool's own trigger: lets whom an event is about open the account of this address, if there is one. Which pool
 * that is its events alone say, since the trigger is made before it.
 */
export const linkInPool = ({ AWS_REGION: region }: Pick<CoreConfig, 'AWS_REGION'>) => {
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: 2, requestHandler: hasty });
  return ({ userPoolId, userName }: PoolEvent, email: string): Promise<boolean> =>
    linkProvider({ client, userPoolId })(userName, email);
};
