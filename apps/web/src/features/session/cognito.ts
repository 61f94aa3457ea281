import { signUpHashOf, signUpProof } from '@parley/protocol';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  type JWT,
  resendSignUpCode,
  resetPassword,
  signIn,
  type SignInOutput,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import type { Auth, SignInOutcome } from './auth';
import { beside, type HeldTokens } from './cognito-beside';
import { held, Overtaken, sessionOf } from './cognito-session';
import { fetchedLate } from './code-fetched-late';
import { isTurnedAway } from './trigger-failures';

/** Which user pool to talk to. */
export type Pool = {
  userPoolId: string;
  userPoolClientId: string;
  userPoolEndpoint?: string | undefined;
  /** Where its hosted pages are, which lead to Google. */
  userPoolDomain?: string | undefined;
};

// What a sign-in by password is allowed, too; the last lets the account pages change it.
const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'];
const oauthAt = (domain: string) => ({
  domain,
  scopes,
  redirectSignIn: [`${window.location.origin}/sign-in/google`],
  redirectSignOut: [`${window.location.origin}/sign-in`],
  responseType: 'code' as const,
});

const outcomes: Record<string, SignInOutcome> = {
  DONE: 'signed-in',
  CONFIRM_SIGN_UP: 'confirm',
  RESET_PASSWORD: 'reset',
  CONFIRM_SIGN_IN_WITH_TOTP_CODE: 'totp',
  CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: 'new-password',
};
export const outcomeOf = ({ nextStep }: SignInOutput): SignInOutcome => outcomes[nextStep.signInStep] ?? 'unsupported';

export const showing = (secret: string | undefined) =>
  secret === undefined ? {} : { clientMetadata: { [signUpProof.metadata]: secret } };

/** Who signs out waits so long for the user pool, ms: what it was told may still arrive, on a network that is slow. */
const patienceMs = 5_000;

const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;

/** `Auth` over Cognito: passwords are proven by SRP and never leave the browser in the clear. */
export const cognito = ({ userPoolId, userPoolClientId, userPoolEndpoint, userPoolDomain }: Pool): Auth => {
  Amplify.configure({
    Auth: {
      Cognito: {
        ...{ userPoolId, userPoolClientId },
        ...(userPoolEndpoint && { userPoolEndpoint }),
        ...(userPoolDomain && { loginWith: { oauth: oauthAt(userPoolDomain) } }),
      },
    },
  });
  const attempt = async (username: string, password: string, secret: string | undefined) =>
    outcomeOf(await signIn({ username, password, options: { authFlowType: 'USER_SRP_AUTH', ...showing(secret) } }));
  // The access token alone: the id token says more about the person than the server needs.
  const accessToken = async (forceRefresh: boolean): Promise<JWT | undefined> => {
    try {
      return (await fetchAuthSession({ forceRefresh })).tokens?.accessToken;
    } catch (error) {
      // That of the session which is there now is another one than whoever asked had.
      if (error instanceof Overtaken) return accessToken(false);
      if (isTurnedAway(error)) return undefined;
      throw error;
    }
  };
  const end = async (tokens: HeldTokens): Promise<void> => {
    // aws-amplify would take off the device what is there once the pool has answered: by then it may be another session.
    const apart = await beside(tokens);
    await tokenOrchestrator.clearTokens();
    await Promise.race([signOut(apart), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  };
  return {
    signIn: async (email, password, secret) => {
      try {
        return await attempt(email, password, secret);
      } catch (error) {
        // Left over from another tab or an interrupted sign-out: whoever signs in now is who counts.
        if (!(error instanceof Error) || error.name !== 'UserAlreadyAuthenticatedException') throw error;
        const left = await held();
        if (left) await end(left);
        return attempt(email, password, secret);
      }
    },
    enterCode: async (challengeResponse, secret) =>
      outcomeOf(await confirmSignIn({ challengeResponse, options: showing(secret) })),
    choosePassword: async (challengeResponse, name) =>
      outcomeOf(await confirmSignIn({ challengeResponse, options: { userAttributes: { name } } })),
    signUp: async ({ email, name, password, secret, invitation }) => {
      // The username becomes the address, which the page may not write.
      const userAttributes = { name, [signUpProof.attribute]: await signUpHashOf(secret) };
      const options = { userAttributes, ...(invitation && { clientMetadata: { invitation } }) };
      await signUp({ username: email, password, options });
    },
    confirm: async (username, confirmationCode, secret) => {
      await confirmSignUp({ username, confirmationCode, options: showing(secret) });
    },
    resend: async (username) => {
      await resendSignUpCode({ username });
    },
    forgot: async (username) => {
      await resetPassword({ username });
    },
    reset: (username, confirmationCode, newPassword, secret) =>
      confirmResetPassword({ username, confirmationCode, newPassword, options: showing(secret) }),
    session: async () => sessionOf(await held()),
    signOut: async (session) => {
      const tokens = await held();
      if (!tokens || sessionOf(tokens) !== session) return;
      await end(tokens);
      // Leads the page to where the pool's cookie ends, who came by Google. With no tokens here it waits for no answer.
      if (userPoolDomain && !(await held())) await signOut();
    },
    forget: async (personId) => {
      const sub = (await held())?.accessToken.payload.sub;
      if (personId === undefined || sub === personId) await tokenOrchestrator.clearTokens();
    },
    token: async ({ of, fresh = false }) => {
      const token = await accessToken(fresh);
      return token?.payload.sub === of ? token.toString() : null;
    },
    personId: async () => (await accessToken(false))?.payload.sub ?? null,
    google: () => fetchedLate(import('./cognito-google')).then(({ google }) => google),
    own: () => fetchedLate(import('./cognito-account')).then(({ ownAccount }) => ownAccount),
  };
};
