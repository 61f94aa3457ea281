import type { AmplifyContext } from 'aws-amplify';
import {
  confirmSignIn,
  confirmUserAttribute,
  fetchMFAPreference,
  fetchUserAttributes,
  setUpTOTP,
  signIn,
  type SignInOutput,
  signOut,
  updateMFAPreference,
  updatePassword,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import * as z from 'zod';
import type { OwnAccount, SignedInAgain } from './auth';
import { outcomeOf, showing } from './cognito';
import { beside } from './cognito-beside';

const Identities = z.array(z.looseObject({ primary: z.union([z.boolean(), z.string()]) }));

/** Whether the sign-ins elsewhere, as the pool tells them, hold the one that an account was made by. */
const beganElsewhere = (identities: string | undefined): boolean =>
  identities !== undefined &&
  Identities.parse(JSON.parse(identities)).some(({ primary }) => String(primary) === 'true');

let again: AmplifyContext | undefined;

const signedInAgain = async (context: AmplifyContext, step: Promise<SignInOutput>): Promise<SignedInAgain> => {
  const outcome = outcomeOf(await step);
  if (outcome !== 'signed-in') return { outcome };
  const token = (await context.getTokens({}))?.accessToken?.toString();
  // The token is for one request. What would renew it for 30 days ends here, and is held by nobody.
  await signOut(context);
  return { outcome, ...(token !== undefined && { token }) };
};

/** `OwnAccount` over Cognito, by the session that `cognito` keeps. */
export const ownAccount: OwnAccount = {
  usesGoogle: async () => (await fetchUserAttributes()).identities !== undefined,
  hasPassword: async () => !beganElsewhere((await fetchUserAttributes()).identities),
  confirmEmail: (confirmationCode) => confirmUserAttribute({ userAttributeKey: 'email', confirmationCode }),
  changePassword: (oldPassword, newPassword) => updatePassword({ oldPassword, newPassword }),
  signInAgain: async (username, password, secret) => {
    again = await beside();
    const options = { authFlowType: 'USER_SRP_AUTH', ...showing(secret) } as const;
    return signedInAgain(again, signIn(again, { username, password, options }));
  },
  enterCodeAgain: async (challengeResponse, secret) => {
    if (!again) throw new Error('No sign-in waits for a code.');
    return signedInAgain(again, confirmSignIn(again, { challengeResponse, options: showing(secret) }));
  },
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
