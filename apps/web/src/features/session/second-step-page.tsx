import { Button } from '@mantine/core';
import { useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { AccountPage } from './account-page';
import { CodeField } from './code-field';
import { returnTo, withReturn } from './return-to';
import { signUpSecretOf } from './sign-up-secret';
import { TextLink } from './text-link';
import { useEnter } from './use-enter';
import { useSubmission } from './use-submission';

/** The password was right, and this account asks for a code of an authenticator app too. */
export const SecondStepPage = () => {
  const state = useLocation().state as { email?: string } | null;
  return state?.email ? <SecondStep email={state.email} /> : <Navigate to="/sign-in" replace />;
};

const SecondStep = ({ email }: { email: string }) => {
  const enter = useEnter();
  const [params] = useSearchParams();
  const [code, setCode] = useState('');
  const send = (six: string) => enter(email, ({ enterCode }) => enterCode(six, signUpSecretOf(email)));
  const submission = useSubmission('totp', () =>
    code.length === 6 ? send(code) : { field: 'code', message: 'Enter all six digits that your app shows.' },
  );
  const again = (
    <TextLink to={withReturn('/sign-in', returnTo(params))} state={{ email }}>
      Sign in again
    </TextLink>
  );
  return (
    <AccountPage
      title="Second step"
      lead="Open your authenticator app, and enter the code that it shows for this workspace."
      submission={submission}
      action={submission.failure?.next === 'sign-in' && again}
      footer={
        <>
          <div>App lost? An admin of this workspace can take the second step off your account.</div>
          <div>
            <TextLink to={withReturn('/sign-in', returnTo(params))} state={{ email }}>
              Back to sign in
            </TextLink>
          </div>
        </>
      }
    >
      <CodeField
        value={code}
        onChange={setCode}
        onComplete={(six) => submission.run(() => send(six))}
        error={submission.errorOf('code')}
        autoFocus
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        Continue
      </Button>
    </AccountPage>
  );
};
