import {
  AdminAddUserToGroupCommand,
  CreateGroupCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { claimsOf, clientId as ClientId, startPool, userPoolId as UserPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
type Event = { response: object; request: { groupConfiguration: object } };

/** Somebody in the group `pool`, and what the trigger answers about them. */
const startAnswered = async (answer: (event: Event) => object) => {
  const started = await startPool({
    triggers: { preTokenGeneration: 'before-tokens' },
    invoke: async (_name, event) => ({
      ...(event as Event),
      response: { claimsOverrideDetails: answer(event as Event) },
    }),
  });
  await started.register(ana);
  await started.sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: 'pool' }));
  await started.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: 'pool', Username: ana }));
  return started;
};

it.each([
  ['others', () => ({ groupOverrideDetails: { groupsToOverride: ['owner', 'of-no-pool'] } }), ['owner', 'of-no-pool']],
  ['nothing of them', () => ({ claimsToAddOrOverride: {} }), ['pool']],
  ['what it was told', ({ request }: Event) => ({ groupOverrideDetails: request.groupConfiguration }), ['pool']],
  ['null', () => ({ groupOverrideDetails: null }), undefined],
  ['an empty object', () => ({ groupOverrideDetails: {} }), undefined],
])(
  'a trigger that says %s of groups decides on them, in both tokens and after a refresh',
  async (_, answer, groups) => {
    const { signIn, sdk } = await startAnswered(answer);
    const { accessToken, idToken, refreshToken: RefreshToken } = await signIn(ana);
    const { AuthenticationResult } = await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    for (const token of [accessToken, idToken, AuthenticationResult?.AccessToken, AuthenticationResult?.IdToken])
      expect(claimsOf(token ?? '')['cognito:groups']).toEqual(groups);
  },
);
