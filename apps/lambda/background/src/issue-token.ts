import {
  compose,
  CoreConfig,
  groupsWith,
  isSelfMade,
  poolTrigger,
  readConfig,
  secretHashOf,
  secondStepInPool,
  TokenGenerationEvent,
} from '@parley/lambda';

const config = readConfig(CoreConfig);
const { core } = compose(config);
const hasSecondStep = secondStepInPool(config);

/**
 * Cognito's pre-token-generation trigger, version 1 of its event: what tokens say of somebody, and whether they get any. The
 * hosted pages lead to providers alone here, so whoever comes from them was asked for no second step.
 */
export const handler = poolTrigger(
  TokenGenerationEvent,
  async (event) => {
    const { triggerSource, request } = event;
    const { role } = await core.issueToken({
      personId: request.userAttributes.sub,
      isRenewal: triggerSource === 'TokenGeneration_RefreshTokens',
      secretHash: secretHashOf(request.clientMetadata),
      isSelfMade: isSelfMade(request.userAttributes),
      ...(triggerSource === 'TokenGeneration_HostedAuth' && { hasSecondStep: () => hasSecondStep(event) }),
    });
    return role && groupsWith(role, request.groupConfiguration);
  },
  { counts: 'SignInsRefused' },
);
