import { expect, it } from 'vitest';
import { replacePassword } from './replace-password';
import { aPool, fault } from './testing/a-pool';

it('[AUTH-11] sets a password for good that is another one each time, and that every policy takes', async () => {
  const { options, asked } = await aPool();
  for (let nth = 0; nth < 2; nth += 1) await replacePassword(options)('ana');
  const passwords = asked.map(({ input }) => (input as { Password: string }).Password);
  expect(asked[0]).toEqual({
    operation: 'AdminSetUserPassword',
    input: { UserPoolId: 'us-east-1_Pool', Username: 'ana', Password: passwords[0], Permanent: true },
  });
  expect(new Set(passwords).size).toBe(2);
  for (const password of passwords)
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[!]/, /^[^ ]{36}$/]) expect(password).toMatch(kind);
});

it('[AUTH-11] rejects where the pool does not do it: nobody is registered then', async () => {
  const { options } = await aPool(fault('TooManyRequestsException'), fault('UserNotFoundException'));
  await expect(replacePassword(options)('ana')).rejects.toThrow('TooManyRequestsException');
  await expect(replacePassword(options)('nobody')).rejects.toThrow('UserNotFoundException');
});
