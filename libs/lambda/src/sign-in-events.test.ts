import { describe, expect, it } from 'vitest';
import { groupsWith, PreAuthenticationEvent, TokenGenerationEvent } from './sign-in-events';

const common = { version: '1', region: 'us-east-1', userPoolId: 'us-east-1_Pool', userName: 'u-1' };
const userAttributes = {
  sub: 'u-1',
  email: 'ana@example.com',
  email_verified: 'true',
  'cognito:user_status': 'CONFIRMED',
};

describe('what Cognito says before it makes tokens', () => {
  const event = (groupConfiguration: unknown) => ({
    ...{ ...common, triggerSource: 'TokenGeneration_RefreshTokens', response: { claimsOverrideDetails: null } },
    request: { userAttributes, groupConfiguration },
  });

  it.each([
    { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
    { groupsToOverride: null },
    {},
    null,
    undefined,
  ])('is read whatever it says of groups: %j', (groups) => {
    expect(TokenGenerationEvent.safeParse(event(groups)).success).toBe(true);
  });

  it('is read with a subject alone, and of tokens alone', () => {
    const { request, ...rest } = event({});
    expect(TokenGenerationEvent.safeParse({ ...rest, request: { ...request, userAttributes: {} } }).success).toBe(
      false,
    );
    expect(TokenGenerationEvent.safeParse({ ...event({}), triggerSource: 'PreSignUp_SignUp' }).success).toBe(false);
  });
});

describe('what is answered of groups', () => {
  it('[AUTH-9] is one of our roles, beside the groups that are not ours, and the rest as it came', () => {
    const roles = { iamRolesToOverride: ['arn:aws:iam::1:role/finance'], preferredRole: 'arn:aws:iam::1:role/finance' };
    const groupsToOverride = ['member', 'finance', 'owner', 'us-east-1_Pool_Google'];
    expect(groupsWith('admin', { groupsToOverride, ...roles })).toEqual({
      claimsOverrideDetails: {
        groupOverrideDetails: { groupsToOverride: ['admin', 'finance', 'us-east-1_Pool_Google'], ...roles },
      },
    });
  });

  it.each([undefined, null, {}, { groupsToOverride: null }])(
    '[AUTH-9] is the role alone where there is nothing: %j',
    (given) => {
      expect(groupsWith('guest', given)).toEqual({
        claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: ['guest'] } },
      });
    },
  );
});

it('before a password is looked at, a name that nobody has comes without attributes', () => {
  const request = { userAttributes: {}, validationData: {}, userNotFound: true };
  const event = {
    ...common,
    triggerSource: 'PreAuthentication_Authentication',
    userName: 'nobody@example.com',
    request,
  };
  expect(PreAuthenticationEvent.parse(event).userName).toBe('nobody@example.com');
});
