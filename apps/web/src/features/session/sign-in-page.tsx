import { Button } from '@mantine/core';
import { Email } from '@parley/protocol';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { Notice } from '../../ui/notice';
import { AccountPage } from './account-page';
import classes from './account-page.module.css';
import { useAuth } from './auth';
import { EmailField } from './email-field';
import type { Failure } from './failures';
import { CurrentPassword } from './password-field';
import { rememberPassword } from './pending-sign-up';
import { returnTo, withReturn } from './return-to';
import { type Ending, selectSession } from './session-slice';
import { TextLink } from './text-link';
import { useEnter } from './use-enter';
import { useSubmission } from './use-submission';
import { useWorkspace } from './workspace';

const endings: Record<Exclude<Ending, 'asked'>, string> = {
  expired: 'Your session has ended. Sign in again to go on where you were; drafts are kept on this device.',
  elsewhere: 'You signed out in another tab.',
};

export const SignInPage = () => {
  const auth = useAuth();
  const signIn = useEnter();
  const navigate = useNavigate();
  const { name } = useWorkspace();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const state = useLocation().state as { email?: string; confirmed?: boolean } | null;
  const { ending } = useSelector(selectSession);
  const [email, setEmail] = useState(state?.email ?? '');
  const [password, setPassword] = useState('');

  const enter = async (address: string): Promise<Failure | void> => {
    const outcome = await signIn(address, password);
    if (outcome === 'signed-in') return void navigate(to, { replace: true });
    if (outcome === 'confirm') {
      rememberPassword(address, password);
      const { resend } = await auth();
      // Where no code could be sent now, the next page has a button for another.
      await resend(address).catch(() => undefined);
      return void navigate(withReturn('/confirm', to), { state: { email: address } });
    }
    if (outcome === 'reset') return void navigate(withReturn('/reset', to), { state: { email: address } });
    return {
      field: 'form',
      message: 'This account needs a second step that Parley cannot do yet. Ask an admin of your workspace.',
    };
  };

  const submission = useSubmission('sign-in', () => {
    const address = Email.safeParse(email);
    if (!address.success) return { field: 'email', message: 'Enter your e-mail address, such as ana@example.com.' };
    if (password === '') return { field: 'password', message: 'Enter your password.' };
    return enter(address.data);
  });

  return (
    <AccountPage
      title="Sign in"
      lead={
        <>
          Welcome to <bdi>{name}</bdi>.
        </>
      }
      submission={submission}
      action={
        submission.failure?.next === 'reset' && (
          <TextLink to={withReturn('/reset', to)} state={{ email }}>
            Reset password
          </TextLink>
        )
      }
      footer={
        <div>
          New here?{' '}
          <TextLink to={withReturn('/sign-up', to)} state={{ email }}>
            Create an account
          </TextLink>
        </div>
      }
    >
      {ending && ending !== 'asked' && !submission.failure && <Notice tone="info">{endings[ending]}</Notice>}
      {state?.confirmed && !submission.failure && (
        <Notice tone="ok">Your address is confirmed. Sign in to start.</Notice>
      )}
      <EmailField value={email} onChange={setEmail} error={submission.errorOf('email')} autoFocus={!state?.email} />
      <CurrentPassword
        label="Password"
        value={password}
        onChange={setPassword}
        error={submission.errorOf('password')}
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        Sign in
      </Button>
      <div className={classes.row}>
        <TextLink to={withReturn('/reset', to)} state={{ email }}>
          Forgot your password?
        </TextLink>
      </div>
    </AccountPage>
  );
};
