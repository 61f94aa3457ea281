import { Button } from '@mantine/core';
import { useState } from 'react';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { AccountPage } from './account-page';
import classes from './account-page.module.css';
import { useAuth } from './auth';
import { CodeField } from './code-field';
import { MailHint } from './mail-hint';
import { maskAddress } from './mask-address';
import { takePassword } from './pending-sign-up';
import { failureOf, isWrongPassword } from './failures';
import { ResendCode } from './resend-code';
import { returnTo, withReturn } from './return-to';
import { TextLink } from './text-link';
import { byPassword, useEnter } from './use-enter';
import { quietly, useSubmission } from './use-submission';

export const ConfirmPage = () => {
  const state = useLocation().state as { email?: string } | null;
  return state?.email ? <Confirm email={state.email} /> : <Navigate to="/sign-in" replace />;
};

const Confirm = ({ email }: { email: string }) => {
  const auth = useAuth();
  const enter = useEnter();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const [code, setCode] = useState('');

  const confirm = async (six: string) => {
    const { confirm } = await auth();
    await confirm(email, six);
    const password = takePassword(email);
    const goSignIn = () => navigate(withReturn('/sign-in', to), { replace: true, state: { email, confirmed: true } });
    if (!password) return void goSignIn();
    try {
      if (await enter(email, byPassword(email, password))) goSignIn();
    } catch (error) {
      // Somebody else may have signed up with this address and a password of theirs: it is not to stay.
      if (isWrongPassword(error))
        await navigate(withReturn('/reset', to), { replace: true, state: { email, notMine: true } });
      // The address is confirmed whatever comes of signing in with it: a failure there is told on the sign-in page.
      else goSignIn();
    }
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
        <>
          We sent a code of six digits to <bdi>{maskAddress(email)}</bdi>.
        </>
      }
      submission={submission}
      footer={
        <>
          <div>
            No mail? Look among spam. If you had an account already,{' '}
            <TextLink to={withReturn('/sign-in', to)} state={{ email }}>
              sign in
            </TextLink>{' '}
            or{' '}
            <TextLink to={withReturn('/reset', to)} state={{ email }}>
              reset your password
            </TextLink>
            .
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
