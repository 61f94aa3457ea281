import { GetTokensFromRefreshTokenCommand, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { startSrp } from './testing/srp-client';
import { clientId as ClientId, refusalOf, region, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
type Event = { userName: string; request: object };

/** A pool that asks before each sign-in; `refuses` is what the trigger throws, as long as it stands. */
const startAsked = async () => {
  const events: Event[] = [];
  const trigger: { refuses?: string } = {};
  const started = await startPool({
    triggers: { preAuthentication: 'before-sign-in' },
    invoke: async (_name, event) => {
      events.push(structuredClone(event) as Event);
      if (trigger.refuses !== undefined) throw new Error(trigger.refuses);
      return event;
    },
  });
  const begin = (USERNAME: string, ClientMetadata?: Record<string, string>) => {
    const AuthParameters = { USERNAME, SRP_A: startSrp(userPoolId).A };
    return started.sdk.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters, ClientMetadata }),
    );
  };
  return { ...started, events, trigger, begin };
};

describe('the trigger before a sign-in', () => {
  it("gets the service's event, once for a sign-in, whatever the address is written like", async () => {
    const { register, signIn, events } = await startAsked();
    const sub = await register(ana);
    await signIn('ANA@example.com');
    expect(events).toEqual([
      {
        version: '1',
        triggerSource: 'PreAuthentication_Authentication',
        region,
        userPoolId,
        userName: sub,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: ClientId },
        request: {
          userAttributes: { sub, email: ana, email_verified: 'true', name: 'Ana', 'cognito:user_status': 'CONFIRMED' },
          validationData: {},
          userNotFound: false,
        },
        response: {},
      },
    ]);
  });

  it('is asked about names that nobody has, and told so', async () => {
    const { begin, events } = await startAsked();
    const { ChallengeName } = await begin('Nobody@example.com');
    expect(ChallengeName).toBe('PASSWORD_VERIFIER');
    expect(events).toMatchObject([
      { userName: 'Nobody@example.com', request: { userAttributes: {}, userNotFound: true } },
    ]);
  });

  it('refuses somebody and nobody in the same words, before a password is looked at', async () => {
    const { register, begin, trigger } = await startAsked();
    await register(ana);
    trigger.refuses = 'Too often';
    const words = ['UserLambdaValidationException', 'PreAuthentication failed with error Too often.'];
    expect(await refusalOf(begin(ana))).toEqual(words);
    expect(await refusalOf(begin('nobody@example.com'))).toEqual(words);
  });

  it('reads what the client sends along as validation data', async () => {
    const { begin, events } = await startAsked();
    await begin(ana, { build: '7' });
    expect(events[0]?.request).toMatchObject({ validationData: { build: '7' } });
    expect(events[0]?.request).not.toHaveProperty('clientMetadata');
  });

  it('has no say in the renewal of a sign-in', async () => {
    const { register, signIn, sdk, events, trigger } = await startAsked();
    await register(ana);
    const { refreshToken: RefreshToken } = await signIn(ana);
    trigger.refuses = 'Too often';
    await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    expect(events).toHaveLength(1);
  });
});
