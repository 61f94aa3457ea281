import { useState } from 'react';
import { useAuth } from '../session/auth';
import { type Failure, failureOf } from '../session/failures';
import { signUpSecretOf } from '../session/sign-up-secret';

/** A token of a sign-in of now; or what keeps it from being had; or neither, as a code of the app is due first. */
export type Proven = { token?: string; failure?: Failure };

/** What somebody enters to prove once more who is here. */
export type Proof = {
  password: string;
  setPassword(password: string): void;
  code: string;
  setCode(code: string): void;
  /** The password was right, and the account has a second step. */
  isCodeDue: boolean;
  /** Signs in beside the session of this page, with what was entered so far. */
  prove(): Promise<Proven>;
  forget(): void;
};

/** Asks for the password, which nobody has who found the device or copied its tokens, and for the second step. */
export const useProof = (email: string): Proof => {
  const auth = useAuth();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isCodeDue, setIsCodeDue] = useState(false);
  const beginAgain = () => {
    setIsCodeDue(false);
    setCode('');
  };
  const prove = async (): Promise<Proven> => {
    const { signInAgain, enterCodeAgain } = await (await auth()).own();
    try {
      const secret = signUpSecretOf(email);
      const step = isCodeDue ? enterCodeAgain(code, secret) : signInAgain(email, password, secret);
      const { outcome, token } = await step;
      if (outcome === 'totp') {
        setIsCodeDue(true);
        return {};
      }
      beginAgain(); // no code is good twice
      if (token !== undefined) return { token };
      return { failure: { field: 'form', message: 'Sign out, sign in again, and come back to this then.' } };
    } catch (error) {
      const failed = failureOf('sign-in-again', error);
      if (!isCodeDue || failed.field !== 'current') return { failure: failed };
      // It was right before: the step that it led to has run out.
      beginAgain();
      return { failure: { field: 'current', message: 'That took too long. Enter your password once more.' } };
    }
  };
  const forget = () => {
    setPassword('');
    beginAgain();
  };
  return { password, setPassword, code, setCode, isCodeDue, prove, forget };
};
