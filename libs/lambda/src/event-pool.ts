import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { CoreConfig } from './config';
import type { PoolEvent } from './pool-trigger';

// A few calls, each tried twice, and the pool waits five seconds for its trigger.
const hasty = { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true };

/** The pool that an event comes from, to ask it something. Its events alone say which that is: triggers are made before it. */
export const eventPool = ({ AWS_REGION: region }: Pick<CoreConfig, 'AWS_REGION'>) => {
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: 2, requestHandler: hasty });
  return ({ userPoolId }: Pick<PoolEvent, 'userPoolId'>) => ({ client, userPoolId });
};
