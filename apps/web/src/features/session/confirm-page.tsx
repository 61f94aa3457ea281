import { Button } from '@mantine/core';
import { useState } from 'react';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { AccountPage } from './account-page';
import classes from './account-page.module.css';
import { useAuth } from './auth';
import { CodeField } from './code-field';
import { MailHint } from './mail-hint';
import { maskAddress } from './mask-address';
import { failureOf, isConfirmedBefore, isUnreachable } from './failures';
import { rememberPassword, takePassword } from './pending-sign-up';
import { ResendCode } from './resend-code';
import { returnTo, withReturn } from './return-to';
import { dropSignUpSecret, signUpSecretOf } from './sign-up-secret';
import { TextLink } from './text-link';
import { waitsForPassword } from './trigger-failures';
import { byPassword, useEnter } from './use-enter';
import { quietly, useSubmission } from './use-submission';
import { useWorkspace } from './workspace';

export const ConfirmPage = () => {
  const state = useLocation().state as { email?: string; isSent?: boolean } | null;
  return state?.email ? (
    <Confirm email={state.email} isSent={state.isSent === true} />
  ) : (
    <Navigate to="/sign-in" replace />
  );
};

/** `isSent`: the right password was entered, so that it may be said what waits for it. */
const Confirm = ({ email, isSent }: { email: string; isSent: boolean }) => {
  const auth = useAuth();
  const enter = useEnter();
  const navigate = useNavigate();
  const { name: workspace } = useWorkspace();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const [code, setCode] = useState('');

  /** The code was right, and the password may be of somebody else who signed up with this address. */
  const choosePassword = async () => {
    const { forgot } = await auth();
    const isSent = await quietly('forgot', forgot(email)).then(
      () => true,
      () => false,
    );
    await navigate(withReturn('/reset', to), { replace: true, state: { email, isConfirmed: true, isSent } });
  };
  /** Signs in with the password of before, where it is at hand: whether that led on. Once, unless it could not be tried. */
  const enters = async (): Promise<boolean> => {
    const password = takePassword(email);
    if (password === undefined) return false;
    try {
      return (await enter(email, byPassword(email, password))) === undefined;
    } catch (error) {
      if (!isUnreachable(error)) return false;
      rememberPassword(email, password);
      throw error;
    }
  };
  const confirm = async (six: string) => {
    const { confirm } = await auth();
    try {
      await confirm(email, six, signUpSecretOf(email));
    } catch (error) {
      if (waitsForPassword(error)) return choosePassword();
      if (!isConfirmedBefore(error)) throw error;
      // The answer to an earlier try may have been lost. Who is not shown to know the password learns nothing of an account.
      if (await enters()) return;
      if (!isSent) throw error;
    }
    dropSignUpSecret(email);
    // The address is confirmed whatever comes of signing in with it: a failure there is told on the sign-in page.
    const hasEntered = await enters().catch(() => false);
    if (!hasEntered) await navigate(withReturn('/sign-in', to), { replace: true, state: { email, confirmed: true } });
  };
  const submission = useSubmission('confirm', () =>
    code.length === 6
      ? confirm(code)
      : { field: 'code', message: 'Enter all six digits of the code in the mail we sent you.' },
  );
  const resend = async () => {
    const { resend } = await auth();
    await quietly('resend', resend(email)).catch((error: unknown) => submission.fail(failureOf('resend', error)));
  };

  return (
    <AccountPage
      title="Check your mail"
      lead={
        isSent ? (
          <>
            We sent a code of six digits to <bdi>{maskAddress(email)}</bdi>.
          </>
        ) : (
          <>
            If this address may join and has no account yet, a code of six digits is on its way to{' '}
            <bdi>{maskAddress(email)}</bdi>.
          </>
        )
      }
      submission={submission}
      footer={
        <>
          <div>
            No mail? Look among spam. We send at most five codes an hour. If you have an account already,{' '}
            <TextLink to={withReturn('/sign-in', to)} state={{ email }}>
              sign in
            </TextLink>{' '}
            or{' '}
            <TextLink to={withReturn('/reset', to)} state={{ email }}>
              reset your password
            </TextLink>
            . Otherwise ask an admin of <bdi>{workspace}</bdi> to invite your address.
          </div>
          <MailHint />
        </>
      }
    >
      <CodeField
        value={code}
        onChange={setCode}
        onComplete={(six) => submission.run(() => confirm(six))}
        error={submission.errorOf('code')}
        autoFocus
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        Confirm
      </Button>
      <div className={classes.row}>
        <ResendCode resend={resend} />
        <TextLink to={withReturn('/sign-up', to)} state={{ email }}>
          Change address
        </TextLink>
      </div>
    </AccountPage>
  );
};
