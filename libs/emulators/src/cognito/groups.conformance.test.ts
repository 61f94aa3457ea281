import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { claimsOf, clientId as ClientId, refusalOf, startPool, userPoolId as UserPoolId } from './testing/start-pool';

const ana = 'ana@example.com';

const startWithGroups = async (...names: string[]) => {
  const started = await startPool();
  const { sdk } = started;
  await started.register(ana);
  for (const GroupName of names) await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  const ask = { UserPoolId, Username: ana };
  return {
    ...started,
    add: (GroupName: string, Username = ana) =>
      sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName })),
    remove: (GroupName: string) => sdk.send(new AdminRemoveUserFromGroupCommand({ ...ask, GroupName })),
    groups: async () =>
      (await sdk.send(new AdminListGroupsForUserCommand(ask))).Groups?.map(({ GroupName }) => GroupName),
  };
};

describe('groups', () => {
  it('are made once, and known with what was said of them', async () => {
    const { sdk } = await startWithGroups();
    const admins = { UserPoolId, GroupName: 'admins', Description: 'May do more', Precedence: 1 };
    expect((await sdk.send(new CreateGroupCommand(admins))).Group).toMatchObject(admins);
    expect((await sdk.send(new GetGroupCommand({ UserPoolId, GroupName: 'admins' }))).Group).toMatchObject({
      ...admins,
      CreationDate: expect.any(Date),
    });
    expect(await refusalOf(sdk.send(new CreateGroupCommand(admins)))).toEqual([
      'GroupExistsException',
      'A group with the name already exists.',
    ]);
  });

  it('stand in both tokens, and change with the next refresh', async () => {
    const { sdk, add, remove, signIn } = await startWithGroups('admins', 'owners');
    await add('admins');
    const { accessToken, idToken, refreshToken: RefreshToken } = await signIn(ana);
    for (const token of [accessToken, idToken]) expect(claimsOf(token)['cognito:groups']).toEqual(['admins']);
    await add('owners');
    await remove('admins');
    const { AuthenticationResult } = await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    for (const token of [AuthenticationResult?.AccessToken, AuthenticationResult?.IdToken]) {
      expect(claimsOf(token ?? '')['cognito:groups']).toEqual(['owners']);
    }
    await remove('owners');
    expect(claimsOf((await signIn(ana)).accessToken)).not.toHaveProperty('cognito:groups');
  });

  it('hold somebody once, however often they are added', async () => {
    const { add, remove, groups } = await startWithGroups('admins');
    await add('admins');
    await add('admins');
    expect(await groups()).toEqual(['admins']);
    await remove('admins');
    await remove('admins');
    expect(await groups()).toEqual([]);
  });

  it('that are unknown are refused, as are unknown people', async () => {
    const { add, remove } = await startWithGroups('admins');
    expect(await refusalOf(add('nobody'))).toEqual(['ResourceNotFoundException', 'Group not found.']);
    expect(await refusalOf(remove('nobody'))).toEqual(['ResourceNotFoundException', 'Group not found.']);
    expect(await refusalOf(add('admins', 'stranger'))).toEqual(['UserNotFoundException', 'User does not exist.']);
  });

  it('let everybody go when they end', async () => {
    const { sdk, add, groups, signIn } = await startWithGroups('admins');
    await add('admins');
    await sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'admins' }));
    expect(await groups()).toEqual([]);
    expect(claimsOf((await signIn(ana)).idToken)).not.toHaveProperty('cognito:groups');
  });

  it('are there after a restart', async () => {
    const { add, stop, dataFile } = await startWithGroups('admins');
    await add('admins');
    await stop();
    const again = await startPool({ dataFile });
    expect(claimsOf((await again.signIn(ana)).idToken)['cognito:groups']).toEqual(['admins']);
  });
});
