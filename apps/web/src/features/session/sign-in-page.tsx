import { Button } from '@mantine/core';
import { Email } from '@parley/protocol';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { useLocation, useSearchParams } from 'react-router';
import { Notice } from '../../ui/notice';
import { AccountPage } from './account-page';
import classes from './account-page.module.css';
import { EmailField } from './email-field';
import { GoogleButton } from './google-button';
import { CurrentPassword } from './password-field';
import { returnTo, withReturn } from './return-to';
import { type Ending, selectSession } from './session-slice';
import { TextLink } from './text-link';
import { byPassword, useEnter } from './use-enter';
import { useSubmission } from './use-submission';
import { useWorkspace } from './workspace';

const endings: Record<Exclude<Ending, 'asked'>, string> = {
  expired: 'Your session has ended. Sign in again to go on where you were; drafts are kept on this device.',
  elsewhere: 'You signed out in another tab.',
  replaced:
    'Another account was signed in in another tab, and a browser has one at a time. Reload this page to use that one, or sign in again; drafts are kept on this device.',
  'pool-behind':
    'You are signed out of this workspace on every device, but the sign-in service could not be told. Sign in, and sign out everywhere once more.',
};

export const SignInPage = () => {
  const enter = useEnter();
  const { name } = useWorkspace();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const state = useLocation().state as { email?: string; confirmed?: boolean; hasNewPassword?: boolean } | null;
  const { ending } = useSelector(selectSession);
  const [email, setEmail] = useState(state?.email ?? '');
  const [password, setPassword] = useState('');

  const submission = useSubmission('sign-in', () => {
    const address = Email.safeParse(email);
    if (!address.success) return { field: 'email', message: 'Enter your e-mail address, such as ana@example.com.' };
    if (password === '') return { field: 'password', message: 'Enter your password.' };
    return enter(address.data, byPassword(address.data, password));
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
      {state?.hasNewPassword && !submission.failure && (
        <Notice tone="ok">Your new password counts from now on. Sign in with it.</Notice>
      )}
      <EmailField value={email} onChange={setEmail} error={submission.errorOf('email')} autoFocus={!state?.email} />
      <CurrentPassword
        label="Password"
        value={password}
        onChange={setPassword}
        error={submission.errorOf('password')}
        autoFocus={!!state?.email}
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        Sign in
      </Button>
      <GoogleButton to={to} />
      <div className={classes.row}>
        <TextLink to={withReturn('/reset', to)} state={{ email }}>
          Forgot your password?
        </TextLink>
      </div>
    </AccountPage>
  );
};
