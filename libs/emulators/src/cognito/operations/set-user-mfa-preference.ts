import * as z from 'zod';
import { fail } from '../fault';
import { adminOperation, operation, requireUser, Token, Username } from '../operation';
import type { Pool } from '../pool';
import { userOf } from '../sessions';
import type { User } from '../state';

const Settings = z.object({ Enabled: z.boolean().nullish(), PreferredMfa: z.boolean().nullish() }).nullish();
const AllSettings = { SMSMfaSettings: Settings, SoftwareTokenMfaSettings: Settings, EmailMfaSettings: Settings };
type AllSettings = { [K in keyof typeof AllSettings]?: z.output<typeof Settings> };

/** This pool has codes of an authenticator app alone. */
const setPreference = async (pool: Pool, user: User, input: AllSettings): Promise<object> => {
  for (const other of [input.SMSMfaSettings, input.EmailMfaSettings]) {
    if (other?.Enabled) fail('InvalidParameterException', 'User pool does not have this kind of MFA enabled.');
  }
  const wanted = input.SoftwareTokenMfaSettings;
  if (!wanted) return {};
  const enabled = wanted.Enabled ?? false;
  const preferred = enabled && (wanted.PreferredMfa ?? false);
  if (wanted.PreferredMfa && !enabled) {
    fail('InvalidParameterException', 'User cannot prefer an MFA that is not enabled.');
  }
  if (enabled && user.totp.secret === null) {
    fail('InvalidParameterException', 'User has not verified software token mfa');
  }
  user.totp = { ...user.totp, enabled, preferred };
  await pool.store.save();
  return {};
};

/** Turns the second factor of one's own on or off. */
export const setUserMfaPreference = operation(z.object({ AccessToken: Token, ...AllSettings }), async (pool, input) =>
  setPreference(pool, userOf(pool, input.AccessToken), input),
);

/** Turns somebody's second factor on or off; on only where they have proved an app themselves. */
export const adminSetUserMfaPreference = adminOperation(z.object({ Username, ...AllSettings }), async (pool, input) =>
  setPreference(pool, requireUser(pool, input.Username), input),
);
