import { fetchMFAPreference, setUpTOTP, updateMFAPreference, updatePassword, verifyTOTPSetup } from 'aws-amplify/auth';
import type { OwnAccount } from './auth';

/** `OwnAccount` over Cognito, by the session that `cognito` keeps. */
export const ownAccount: OwnAccount = {
  changePassword: (oldPassword, newPassword) => updatePassword({ oldPassword, newPassword }),
  hasTotp: async () => (await fetchMFAPreference()).enabled?.includes('TOTP') ?? false,
  setUpTotp: async (issuer, account) => {
    const { sharedSecret, getSetupUri } = await setUpTOTP();
    return { secret: sharedSecret, uri: getSetupUri(issuer, account).href };
  },
  confirmTotp: async (code) => {
    await verifyTOTPSetup({ code });
    // Only from here on is the code asked for.
    await updateMFAPreference({ totp: 'PREFERRED' });
  },
  turnTotpOff: () => updateMFAPreference({ totp: 'DISABLED' }),
};
