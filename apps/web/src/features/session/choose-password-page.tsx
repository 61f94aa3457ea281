import { Button, TextInput } from '@mantine/core';
import { Name } from '@parley/protocol';
import { useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { AccountField } from './account-field';
import { AccountPage } from './account-page';
import type { Failure } from './failures';
import { NewPassword } from './password-field';
import { nameTrouble } from './name-trouble';
import { meetsRules } from './password-rules';
import { returnTo, withReturn } from './return-to';
import { TextLink } from './text-link';
import { useEnter } from './use-enter';
import { useSubmission } from './use-submission';

/** Somebody who was invited by mail signed in with the password of that mail: one of their own, and their name, are due. */
export const ChoosePasswordPage = () => {
  const state = useLocation().state as { email?: string } | null;
  return state?.email ? <ChoosePassword email={state.email} /> : <Navigate to="/sign-in" replace />;
};

const ChoosePassword = ({ email }: { email: string }) => {
  const enter = useEnter();
  const [params] = useSearchParams();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submission = useSubmission('choose-password', () => {
    const called = Name.safeParse(name);
    const meets = meetsRules(password);
    if (called.success && meets) return enter(email, ({ choosePassword }) => choosePassword(password, called.data));
    const trouble = nameTrouble(name);
    const wrong: (Failure | false)[] = [
      trouble !== undefined && { field: 'name', message: trouble },
      !meets && { field: 'password', message: 'Choose a password that meets all the rules below.' },
    ];
    return wrong.filter((one) => one !== false);
  });
  return (
    <AccountPage
      title="Choose your password"
      lead="The one from the mail was only for coming in. Choose one that nobody else knows."
      submission={submission}
      action={
        submission.failure?.next === 'sign-in' && (
          <TextLink to={withReturn('/sign-in', returnTo(params))} state={{ email }}>
            Sign in again
          </TextLink>
        )
      }
    >
      <AccountField email={email} />
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        description="How colleagues see you."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={submission.errorOf('name')}
        autoFocus
        required
        withAsterisk={false}
      />
      <NewPassword
        label="New password"
        value={password}
        onChange={setPassword}
        error={submission.errorOf('password')}
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        Save and continue
      </Button>
    </AccountPage>
  );
};
