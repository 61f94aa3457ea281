import { Button, TextInput } from '@mantine/core';
import { Email, Name } from '@parley/protocol';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { troubleText } from '../connection/trouble-text';
import { invitationInHand, keepInvitedAddress } from '../invitations/invitation-in-hand';
import { InvitationNote } from '../invitations/invitation-note';
import { lookAt } from '../invitations/look-at';
import { useInvitation } from '../invitations/use-invitation';
import { AccountPage } from './account-page';
import { useAuth } from './auth';
import { EmailField } from './email-field';
import type { Failure } from './failures';
import { NewPassword } from './password-field';
import { GoogleButton } from './google-button';
import { nameTrouble } from './name-trouble';
import { meetsRules } from './password-rules';
import { rememberPassword } from './pending-sign-up';
import { returnTo, withReturn } from './return-to';
import { secretToSignUp } from './sign-up-secret';
import { TextLink } from './text-link';
import { isNotLetIn } from './trigger-failures';
import { quietly, useSubmission } from './use-submission';
import { useWorkspace } from './workspace';

export const SignUpPage = () => {
  const auth = useAuth();
  const navigate = useNavigate();
  const { name: workspace, apiUrl } = useWorkspace();
  const invitation = useInvitation();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const state = useLocation().state as { email?: string } | null;
  const [email, setEmail] = useState(state?.email ?? '');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');

  const enrol = async (address: string, called: string) => {
    const { signUp } = await auth();
    const invited = invitationInHand()?.token;
    const person = {
      email: address,
      name: called,
      password,
      secret: secretToSignUp(address, password),
      invitation: invited,
    };
    // Before it is answered: the account may be made though the answer is lost.
    rememberPassword(address, password);
    await quietly('sign-up', signUp(person)).catch((error: unknown) => {
      // Who only typed an address is told the same whether it is let in, has an account, or neither.
      if (!invited && isNotLetIn(error)) return;
      // It may have ended since this page looked at it: then the page says so.
      invitation.again();
      throw error;
    });
    if (person.invitation) keepInvitedAddress(address);
    await navigate(withReturn('/confirm', to), { state: { email: address } });
  };

  const submission = useSubmission('sign-up', () => {
    const address = Email.safeParse(email);
    const called = Name.safeParse(name);
    const meets = meetsRules(password);
    if (address.success && called.success && meets) return enrol(address.data, called.data);
    const trouble = nameTrouble(name);
    const wrong: (Failure | false)[] = [
      !address.success && { field: 'email', message: 'Enter your e-mail address, such as ana@example.com.' },
      trouble !== undefined && { field: 'name', message: trouble },
      !meets && { field: 'password', message: 'Choose a password that meets all the rules below.' },
    ];
    return wrong.filter((one) => one !== false);
  });

  /** Nothing can be taken along to Google, so the address is said before. */
  const bringAlong = async (): Promise<boolean> => {
    const address = Email.safeParse(email);
    if (!address.success) {
      submission.fail({
        field: 'email',
        message: 'Enter the address of your Google account: you are invited by that.',
      });
      return false;
    }
    if (invitation.state !== 'open') return false;
    try {
      await lookAt({ apiUrl, token: invitation.token, email: address.data });
      keepInvitedAddress(address.data);
      return true;
    } catch (error) {
      submission.fail({ field: 'form', message: troubleText(error) });
      invitation.again();
      return false;
    }
  };

  return (
    <AccountPage
      title="Create your account"
      lead={
        <>
          Join <bdi>{workspace}</bdi> with your e-mail address.
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
      <InvitationNote invitation={invitation} />
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
      {invitation.state === 'open' && <GoogleButton to={to} label="Join with Google" before={bringAlong} />}
    </AccountPage>
  );
};
