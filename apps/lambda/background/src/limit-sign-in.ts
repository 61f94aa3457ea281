import { compose, CoreConfig, poolTrigger, PreAuthenticationEvent, readConfig } from '@parley/lambda';

const { core } = compose(readConfig(CoreConfig));

/**
 * Cognito's pre-authentication trigger: bounds how often somebody tries to sign in by a name. It is asked about names that
 * nobody has as well, under what was typed, so both are refused alike.
 */
export const handler = poolTrigger(PreAuthenticationEvent, ({ userName }) => core.limitSignIn(userName), {
  counts: 'SignInsRefused',
});
