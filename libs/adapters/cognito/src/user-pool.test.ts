import { expect, it } from 'vitest';
import { account, aPool, fault } from './testing/a-pool';
import { userPool } from './user-pool';

const anIdentity = async (...answers: Parameters<typeof aPool>) => {
  const { options, ...pool } = await aPool(...answers);
  return { ...pool, identity: userPool(options) };
};

const verbs = ['signOutEverywhere', 'disable', 'enable', 'deleteAccount'] as const;

it.each(verbs)('%s names the person and the pool, and nobody being there is no error', async (verb) => {
  const { identity, asked } = await anIdentity({ status: 200, body: {} }, fault('UserNotFoundException'));
  await identity[verb]('Google_1');
  await identity[verb]('nobody');
  expect(asked[0]?.input).toEqual({ UserPoolId: 'us-east-1_Pool', Username: 'Google_1' });
});

it.each(verbs)('%s rejects where the pool does not do it, so that it comes again', async (verb) => {
  const { identity } = await anIdentity(fault('TooManyRequestsException'));
  await expect(identity[verb]('ana')).rejects.toThrow('TooManyRequestsException');
});

it('invites by a mail of the pool, to an address that counts as confirmed', async () => {
  const { identity, asked } = await anIdentity();
  expect(await identity.invite('bo@example.com')).toBe('invited');
  expect(asked[0]).toMatchObject({
    operation: 'AdminCreateUser',
    input: { Username: 'bo@example.com', DesiredDeliveryMediums: ['EMAIL'] },
  });
  expect(asked[0]?.input).not.toHaveProperty('MessageAction');
});

it('tells an invitation that failed from one that was not needed', async () => {
  const refused = [fault('UsernameExistsException'), fault('UnsupportedUserStateException')];
  const here = account('bo@example.com', 'true', 'CONFIRMED');
  const { identity } = await anIdentity(...refused, here, fault('UserLambdaValidationException'));
  expect(await identity.invite('bo@example.com')).toBe('already_here');
  await expect(identity.invite('cy@example.com')).rejects.toThrow('UserLambdaValidationException');
});

it('[INVITE-3] mails anew whom an account waits for, with a password whose time begins again', async () => {
  const { identity, asked } = await anIdentity(fault('UsernameExistsException'));
  expect(await identity.invite('bo@example.com')).toBe('invited_again');
  expect(asked[1]).toMatchObject({
    operation: 'AdminCreateUser',
    input: { Username: 'bo@example.com', MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] },
  });
});

it('[INVITE-3] takes an account of nobody who confirmed the address away by its own name, and no other, and mails', async () => {
  const taken = [fault('UsernameExistsException'), fault('UnsupportedUserStateException')];
  const squatter = account('bo@example.com', 'false', 'UNCONFIRMED');
  const { identity, asked } = await anIdentity(...taken, squatter);
  expect(await identity.invite('bo@example.com')).toBe('invited');
  expect(asked.slice(2)).toMatchObject([
    { operation: 'AdminGetUser', input: { Username: 'bo@example.com' } },
    { operation: 'AdminDeleteUser', input: { Username: 'ana' } },
    { operation: 'AdminCreateUser', input: { Username: 'bo@example.com', DesiredDeliveryMediums: ['EMAIL'] } },
  ]);
  expect(asked.at(-1)?.input).not.toHaveProperty('MessageAction');
  for (const status of ['CONFIRMED', 'EXTERNAL_PROVIDER', 'RESET_REQUIRED']) {
    const other = await anIdentity(...taken, account('bo@example.com', 'true', status));
    expect(await other.identity.invite('bo@example.com'), status).toBe('already_here');
    expect(other.operations(), status).not.toContain('AdminDeleteUser');
  }
});

it('[INVITE-3] tells a second mail that failed from one that was not needed', async () => {
  const { identity } = await anIdentity(fault('UsernameExistsException'), fault('TooManyRequestsException'));
  await expect(identity.invite('bo@example.com')).rejects.toThrow('TooManyRequestsException');
});

it('[INVITE-3] withdraws an account by its own name, and only one that nobody has used', async () => {
  const { identity, asked } = await anIdentity(account('bo@example.com', 'true', 'FORCE_CHANGE_PASSWORD'));
  await identity.withdraw('bo@example.com');
  expect(asked).toMatchObject([
    { operation: 'AdminGetUser', input: { Username: 'bo@example.com' } },
    { operation: 'AdminDeleteUser', input: { Username: 'ana' } },
  ]);
  for (const status of ['CONFIRMED', 'UNCONFIRMED', 'EXTERNAL_PROVIDER', 'RESET_REQUIRED']) {
    const { identity: other, operations } = await anIdentity(account('bo@example.com', 'true', status));
    await other.withdraw('bo@example.com');
    expect(operations(), status).toEqual(['AdminGetUser']);
  }
});

it('[AUTH-7] asks for another address without vouching for it, and says nothing of one that is taken', async () => {
  const { identity, asked } = await anIdentity(
    ...[{ status: 200, body: {} }, fault('AliasExistsException')],
    ...[fault('UserNotFoundException'), fault('TooManyRequestsException')],
  );
  for (const name of ['ana', 'bo', 'nobody']) await identity.changeAddress(name, 'next@example.com');
  await expect(identity.changeAddress('ana', 'next@example.com')).rejects.toThrow('TooManyRequestsException');
  expect(asked[0]).toEqual({
    operation: 'AdminUpdateUserAttributes',
    input: {
      ...{ UserPoolId: 'us-east-1_Pool', Username: 'ana' },
      UserAttributes: [{ Name: 'email', Value: 'next@example.com' }],
    },
  });
});

it('makes the group of a role where the pool has none yet, also while another process does', async () => {
  const { identity, operations } = await anIdentity(fault('ResourceNotFoundException'), fault('GroupExistsException'));
  await identity.setGroup('ana', 'admin');
  expect(operations()).toEqual(['AdminAddUserToGroup', 'CreateGroup', 'AdminAddUserToGroup', 'AdminListGroupsForUser']);
});

it('leaves groups alone that are not ours', async () => {
  const Groups = ['admin', 'finance', 'member'].map((GroupName) => ({ GroupName }));
  const { identity, asked } = await anIdentity({ status: 200, body: {} }, { status: 200, body: { Groups } });
  await identity.setGroup('ana', 'admin');
  expect(asked.slice(2)).toMatchObject([
    { operation: 'AdminRemoveUserFromGroup', input: { Username: 'ana', GroupName: 'member' } },
  ]);
});

it('[AUTH-7] knows no address that its holder has not proven', async () => {
  const { identity, asked } = await anIdentity(account('Ana@Example.com', 'true'), account('ana@example.com', 'false'));
  expect(await identity.addressOf('ana')).toBe('ana@example.com');
  expect(await identity.addressOf('ana')).toBeUndefined();
  expect(asked[0]).toEqual({ operation: 'AdminGetUser', input: { UserPoolId: 'us-east-1_Pool', Username: 'ana' } });
});

it('[AUTH-7] tells an address that cannot be had now from one that is not there', async () => {
  const { identity } = await anIdentity(fault('UserNotFoundException'), fault('TooManyRequestsException'));
  expect(await identity.addressOf('nobody')).toBeUndefined();
  await expect(identity.addressOf('ana')).rejects.toThrow('TooManyRequestsException');
});

it('[AUTH-6] tells the account of somebody from one that has their name by now', async () => {
  const of = (sub: string) => ({
    status: 200,
    body: { Username: 'google_1', UserAttributes: [{ Name: 'sub', Value: sub }] },
  });
  const { identity, operations } = await anIdentity(of('ana'), of('another'), fault('UserNotFoundException'));
  const told = [];
  for (let nth = 0; nth < 3; nth += 1) told.push(await identity.isOf('google_1', 'ana'));
  expect(told).toEqual([true, false, false]);
  expect(operations()).toEqual(['AdminGetUser', 'AdminGetUser', 'AdminGetUser']);
});

it('[AUTH-6] does not take an account for gone where the pool does not say', async () => {
  const { identity } = await anIdentity(fault('TooManyRequestsException'));
  await expect(identity.isOf('google_1', 'ana')).rejects.toThrow('TooManyRequestsException');
});
