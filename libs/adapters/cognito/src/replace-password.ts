import { randomBytes } from 'node:crypto';
import { AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolOptions } from './user-pool';

/** 192 bits, and one of each kind of characters that a pool may ask for. */
const randomPassword = (): string => `${randomBytes(24).toString('base64url')}aA1!`;

/**
 * Gives an account a password that nobody knows, this process soon included. For good: a temporary one would end the way back
 * by a mailed code. Rejects where there is no such account.
 */
export const replacePassword =
  ({ client, userPoolId: UserPoolId }: UserPoolOptions) =>
  async (Username: string): Promise<void> => {
    const Password = randomPassword();
    await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  };
