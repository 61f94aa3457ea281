import { useDispatch } from 'react-redux';
import { type SignInOutcome, useAuth } from './auth';
import { signedIn } from './session-slice';

/** Signs in, and tells the app where that worked. */
export const useEnter = (): ((email: string, password: string) => Promise<SignInOutcome>) => {
  const auth = useAuth();
  const dispatch = useDispatch();
  return async (email, password) => {
    const { signIn, personId } = await auth();
    const outcome = await signIn(email, password);
    if (outcome !== 'signed-in') return outcome;
    const id = await personId();
    if (!id) throw new Error('Signed in, and yet there is no session.');
    dispatch(signedIn(id));
    return outcome;
  };
};
