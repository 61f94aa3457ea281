import * as z from 'zod';
import { fail } from '../fault';
import { operation, Token } from '../operation';
import { userOf } from '../sessions';

const Settings = z.object({ Enabled: z.boolean().nullish(), PreferredMfa: z.boolean().nullish() }).nullish();

/** Turns the second factor of one's own on or off. This pool has codes of an authenticator app alone. */
export const setUserMfaPreference = operation(
  z.object({
    AccessToken: Token,
    SMSMfaSettings: Settings,
    SoftwareTokenMfaSettings: Settings,
    EmailMfaSettings: Settings,
  }),
  async (pool, input) => {
    const user = userOf(pool, input.AccessToken);
    for (const other of [input.SMSMfaSettings, input.EmailMfaSettings]) {
      if (other?.Enabled) fail('InvalidParameterException', 'User pool does not have this kind of MFA enabled.');
    }
    const wanted = input.SoftwareTokenMfaSettings;
    if (wanted) {
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
    }
    return {};
  },
);
