import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { useNavigate } from 'react-router';
import { Notice } from '../../ui/notice';
import { dropInvitation, invitationInHand } from '../invitations/invitation-in-hand';
import { AccountPage } from './account-page';
import { useAuth } from './auth';
import { type Failure, failureOf } from './failures';
import { returnTo, withReturn } from './return-to';
import { signedIn } from './session-slice';
import { TextLink } from './text-link';

/** Cognito links an account at its first sign-in with Google, and refuses that one: the next works (aws-amplify/amplify-js#9976). */
const wasLinked = /already found an entry for username/i;

/** `/sign-in/google`: where Google sends back to. Goes on to the page that was asked for, or says why not. */
export const GooglePage = () => {
  const auth = useAuth();
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const [trouble, setTrouble] = useState<Failure>();
  const next = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    let left = false;
    const finish = async () => {
      const { google, personId } = await auth();
      const { start, finish: trade, askedFor } = await google();
      const reason = new URLSearchParams(window.location.search).get('error_description') ?? '';
      if (wasLinked.test(reason)) return start(askedFor());
      await trade();
      const id = await personId();
      if (!id) throw new Error('Signed in, and yet there is no session.');
      if (left) return;
      dropInvitation();
      dispatch(signedIn(id));
      await navigate(returnTo(new URLSearchParams({ to: askedFor() })), { replace: true });
    };
    finish().catch((error: unknown) => !left && setTrouble(failureOf('google', error)));
    return () => {
      left = true;
    };
  }, [auth, dispatch, navigate]);
  useEffect(() => {
    if (trouble) next.current?.focus();
  }, [trouble]);

  const restart = () =>
    void auth()
      .then(({ google }) => google())
      .then(({ start, askedFor }) => start(askedFor()))
      .catch((error: unknown) => setTrouble(failureOf('google', error)));
  // With the page that was asked for, and the address, where an invitation had it typed: Google's own we are not told.
  const goTo = (path: string) => () =>
    void auth()
      .then(({ google }) => google())
      .then(({ askedFor }) => {
        const to = returnTo(new URLSearchParams({ to: askedFor() }));
        return navigate(withReturn(path, to), { state: { email: invitationInHand()?.email } });
      })
      .catch((error: unknown) => setTrouble(failureOf('google', error)));
  if (!trouble)
    return (
      <AccountPage title="Signing in">
        <div role="status">Signing you in with Google…</div>
      </AccountPage>
    );
  return (
    <AccountPage title="Not signed in" footer={<TextLink to="/sign-in">Back to sign in</TextLink>}>
      <Notice tone="danger">{trouble.message}</Notice>
      {invitationInHand() && (
        <div>
          You came by an invitation, which is good for the address that you entered with it.{' '}
          <TextLink to="/invite">Back to the invitation</TextLink>
        </div>
      )}
      {trouble.next === 'reset' && (
        <Button ref={next} fullWidth onClick={goTo('/reset')}>
          Choose your password
        </Button>
      )}
      {trouble.next === 'sign-in' && (
        <Button ref={next} fullWidth onClick={goTo('/sign-in')}>
          Sign in with your password
        </Button>
      )}
      {!trouble.next && (
        <Button ref={next} fullWidth onClick={restart}>
          Try again
        </Button>
      )}
    </AccountPage>
  );
};
