import { Button, TextInput } from '@mantine/core';
import { Email, Name } from '@parley/protocol';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { AccountPage } from './account-page';
import { useAuth } from './auth';
import { EmailField } from './email-field';
import type { Failure } from './failures';
import { NewPassword } from './password-field';
import { meetsRules } from './password-rules';
import { rememberPassword } from './pending-sign-up';
import { returnTo, withReturn } from './return-to';
import { TextLink } from './text-link';
import { quietly, useSubmission } from './use-submission';
import { useWorkspace } from './workspace';

export const SignUpPage = () => {
  const auth = useAuth();
  const navigate = useNavigate();
  const { name: workspace } = useWorkspace();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const state = useLocation().state as { email?: string; invitation?: string } | null;
  const [email, setEmail] = useState(state?.email ?? '');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');

  const enrol = async (address: string, called: string) => {
    const { signUp } = await auth();
    await quietly('sign-up', signUp({ email: address, name: called, password, invitation: state?.invitation }));
    rememberPassword(address, password);
    await navigate(withReturn('/confirm', to), { state: { email: address } });
  };

  const submission = useSubmission('sign-up', () => {
    const address = Email.safeParse(email);
    const called = Name.safeParse(name);
    const meets = meetsRules(password);
    if (address.success && called.success && meets) return enrol(address.data, called.data);
    const wrong: (Failure | false)[] = [
      !address.success && { field: 'email', message: 'Enter your e-mail address, such as ana@example.com.' },
      !called.success && { field: 'name', message: 'Enter your name, in at most 80 characters.' },
      !meets && { field: 'password', message: 'Choose a password that meets all the rules below.' },
    ];
    return wrong.filter((one) => one !== false);
  });

  return (
    <AccountPage
      title="Create your account"
      lead={
        <>
          Join <bdi>{workspace}</bdi> with your e-mail address.{state?.invitation && ' Your invitation is taken along.'}
        </>
      }
      submission={submission}
      footer={
        <div>
          Have an account?{' '}
          <TextLink to={withReturn('/sign-in', to)} state={{ email }}>
            Sign in
          </TextLink>
        </div>
      }
    >
      <EmailField value={email} onChange={setEmail} error={submission.errorOf('email')} autoFocus />
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        description="How colleagues see you."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={submission.errorOf('name')}
        required
        withAsterisk={false}
      />
      <NewPassword label="Password" value={password} onChange={setPassword} error={submission.errorOf('password')} />
      <Button type="submit" loading={submission.busy} fullWidth>
        Create account
      </Button>
    </AccountPage>
  );
};
