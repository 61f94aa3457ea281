import { describe, expect, it } from 'vitest';
import { startHostedUi } from '../testing/start-hosted-ui';
import { claimsOf } from '../testing/start-pool';

const ana = 'ana@example.com';
type Event = { triggerSource: string; request: { groupConfiguration: object } };

/** A pool that asks before it makes tokens; `refuses` is what the trigger throws, as long as it stands. */
const startAsked = async () => {
  const events: Event[] = [];
  const trigger: { refuses?: string } = {};
  const started = await startHostedUi({
    triggers: { preTokenGeneration: 'before-tokens' },
    invoke: async (_name, given) => {
      const event = structuredClone(given) as Event;
      events.push(event);
      if (trigger.refuses !== undefined) throw new Error(trigger.refuses);
      return {
        ...event,
        response: { claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: ['guest'] } } },
      };
    },
  });
  return { ...started, trigger, sources: () => events.map(({ triggerSource }) => triggerSource) };
};

describe('the trigger before the tokens of the hosted page', () => {
  it('is asked once, as the code is made, and what it says stands in the tokens of that code', async () => {
    const { comeAs, redeem, sources } = await startAsked();
    const back = await comeAs(ana);
    expect(sources()).toEqual(['TokenGeneration_HostedAuth']);
    const tokens = (await (await redeem(back.searchParams.get('code') ?? '')).json()) as Record<string, string>;
    expect(sources()).toEqual(['TokenGeneration_HostedAuth']);
    for (const name of ['id_token', 'access_token'])
      expect(claimsOf(tokens[name] ?? '')['cognito:groups']).toEqual(['guest']);
  });

  it('refuses in words that the app is told on the way back, and the browser is not remembered', async () => {
    const { comeAs, authorize, trigger, sources } = await startAsked();
    trigger.refuses = 'Not like this';
    const back = await comeAs(ana);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'invalid_request',
      error_description: 'PreTokenGeneration failed with error Not like this. ',
      state: 's-1',
    });
    delete trigger.refuses;
    // Whom it knew it would send back with a code.
    expect((await authorize({ prompt: 'none' })).url.searchParams.get('error')).toBe('login_required');
    expect(sources()).toHaveLength(1);
  });

  it('is asked again where the browser is still known', async () => {
    const { signInWithGoogle, authorize, trigger } = await startAsked();
    await signInWithGoogle(ana);
    trigger.refuses = 'Not any more';
    const { url } = await authorize();
    expect(url.searchParams.get('error_description')).toBe('PreTokenGeneration failed with error Not any more. ');
    expect(url.searchParams.has('code')).toBe(false);
  });
});
