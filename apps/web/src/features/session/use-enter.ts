import { useDispatch } from 'react-redux';
import { useNavigate, useSearchParams } from 'react-router';
import { dropInvitation } from '../invitations/invitation-in-hand';
import { type Auth, type SignInOutcome, useAuth } from './auth';
import type { Failure } from './failures';
import { rememberPassword } from './pending-sign-up';
import { returnTo, withReturn } from './return-to';
import { signedIn } from './session-slice';
import { shelveSignUpSecret, signUpSecretOf } from './sign-up-secret';

/**
 * Takes a step of signing in, and goes on to what it led to: the page that was asked for, or the next step. Resolves to
 * what the person should know where there is none.
 */
export const useEnter = (): ((
  email: string,
  step: (auth: Auth) => Promise<SignInOutcome>,
) => Promise<Failure | void>) => {
  const auth = useAuth();
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const to = returnTo(params);

  return async (email, step) => {
    const loaded = await auth();
    const goTo = (path: string, more: object = {}) =>
      void navigate(withReturn(path, to), { state: { email, ...more } });
    switch (await step(loaded)) {
      case 'signed-in': {
        const id = await loaded.personId();
        if (!id) throw new Error('Signed in, and yet there is no session.');
        dropInvitation();
        shelveSignUpSecret(email);
        dispatch(signedIn(id));
        return void navigate(to, { replace: true });
      }
      case 'confirm':
        // Where no code could be sent now, the next page has a button for another.
        await loaded.resend(email).catch(() => undefined);
        return goTo('/confirm', { isSent: true });
      case 'reset':
        return goTo('/reset');
      case 'totp':
        return goTo('/second-step');
      case 'new-password':
        return goTo('/choose-password');
      case 'unsupported':
        return {
          field: 'form',
          message: 'This account asks for a step that Parley does not know. Ask an admin of your workspace.',
        };
    }
  };
};

/** The step of an e-mail address and a password. The password is kept for as long as the address waits for its code. */
export const byPassword =
  (email: string, password: string) =>
  async ({ signIn }: Auth): Promise<SignInOutcome> => {
    const outcome = await signIn(email, password, signUpSecretOf(email));
    if (outcome === 'confirm') rememberPassword(email, password);
    return outcome;
  };
