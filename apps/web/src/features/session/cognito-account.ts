import {
  confirmUserAttribute,
  fetchMFAPreference,
  fetchUserAttributes,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import type { OwnAccount } from './auth';

/** `OwnAccount` over Cognito, by the session that `cognito` keeps. */
export const ownAccount: OwnAccount = {
  usesGoogle: async () => (await fetchUserAttributes()).identities !== undefined,
  changeEmail: async (value) => {
    const { nextStep } = await updateUserAttribute({ userAttribute: { attributeKey: 'email', value } });
    return nextStep.updateAttributeStep === 'CONFIRM_ATTRIBUTE_WITH_CODE';
  },
  resendEmailCode: async () => {
    await sendUserAttributeVerificationCode({ userAttributeKey: 'email' });
  },
  confirmEmail: (confirmationCode) => confirmUserAttribute({ userAttributeKey: 'email', confirmationCode }),
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
