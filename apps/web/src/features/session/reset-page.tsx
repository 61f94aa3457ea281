import { Button, UnstyledButton } from '@mantine/core';
import { Email } from '@parley/protocol';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { AccountField } from './account-field';
import { AccountPage } from './account-page';
import classes from './account-page.module.css';
import { useAuth } from './auth';
import { CodeField } from './code-field';
import { EmailField } from './email-field';
import { failureOf } from './failures';
import { MailHint } from './mail-hint';
import { maskAddress } from './mask-address';
import { NewPassword } from './password-field';
import { meetsRules } from './password-rules';
import { ResendCode } from './resend-code';
import { returnTo, withReturn } from './return-to';
import { newSecretFor } from './sign-up-secret';
import { TextLink } from './text-link';
import { byPassword, useEnter } from './use-enter';
import { quietly, useSubmission } from './use-submission';

export const ResetPage = () => {
  const state = useLocation().state as { email?: string; isConfirmed?: boolean; isSent?: boolean } | null;
  const isConfirmed = state?.isConfirmed === true;
  const [sentTo, setSentTo] = useState(state?.isSent ? state.email : undefined);
  return sentTo ? (
    <NewPasswordForm email={sentTo} isConfirmed={isConfirmed} changeAddress={() => setSentTo(undefined)} />
  ) : (
    <AddressForm initial={state?.email ?? ''} isConfirmed={isConfirmed} onSent={setSentTo} />
  );
};

/** They have just confirmed the address, and whose the password is that it was signed up with is not shown. */
const confirmedLead =
  'Your address is confirmed. You signed up on another device, or somebody else did so first with your address: no password counts until you choose one.';

const AddressForm = ({
  initial,
  isConfirmed,
  onSent,
}: {
  initial: string;
  isConfirmed: boolean;
  onSent(email: string): void;
}) => {
  const auth = useAuth();
  const [params] = useSearchParams();
  const [email, setEmail] = useState(initial);
  const send = async (address: string) => {
    const { forgot } = await auth();
    await quietly('forgot', forgot(address));
    onSent(address);
  };

  const submission = useSubmission('forgot', () => {
    const address = Email.safeParse(email);
    if (!address.success) return { field: 'email', message: 'Enter your e-mail address, such as ana@example.com.' };
    return send(address.data);
  });
  return (
    <AccountPage
      title={isConfirmed ? 'Choose your password' : 'Reset your password'}
      lead={
        isConfirmed
          ? `${confirmedLead} We mail you another code for that.`
          : 'We send a code to your address. With it you choose a new password.'
      }
      submission={submission}
      footer={
        <TextLink to={withReturn('/sign-in', returnTo(params))} state={{ email }}>
          Back to sign in
        </TextLink>
      }
    >
      <EmailField value={email} onChange={setEmail} error={submission.errorOf('email')} autoFocus />
      <Button type="submit" loading={submission.busy} fullWidth>
        Send code
      </Button>
    </AccountPage>
  );
};

const NewPasswordForm = ({
  email,
  isConfirmed,
  changeAddress,
}: {
  email: string;
  isConfirmed: boolean;
  changeAddress(): void;
}) => {
  const auth = useAuth();
  const enter = useEnter();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');

  const change = async () => {
    const { reset } = await auth();
    await reset(email, code, password, newSecretFor(email));
    // The password is changed whatever comes of signing in with it: a failure there is told on the sign-in page.
    const failed = await enter(email, byPassword(email, password)).catch(() => true);
    if (failed) await navigate(withReturn('/sign-in', to), { replace: true, state: { email, hasNewPassword: true } });
  };

  const submission = useSubmission('reset', () => {
    if (code.length < 6) return { field: 'code', message: 'Enter all six digits of the code in the mail we sent you.' };
    if (!meetsRules(password))
      return { field: 'password', message: 'Choose a password that meets all the rules below.' };
    return change();
  });
  const resend = async () => {
    const { forgot } = await auth();
    await quietly('forgot', forgot(email)).catch((error: unknown) => submission.fail(failureOf('forgot', error)));
  };

  return (
    <AccountPage
      title={isConfirmed ? 'Choose your password' : 'Choose a new password'}
      lead={
        isConfirmed ? (
          <>
            {confirmedLead} Another code is on its way to <bdi>{maskAddress(email)}</bdi>.
          </>
        ) : (
          <>
            If <bdi>{maskAddress(email)}</bdi> has an account, a code is on its way there.
          </>
        )
      }
      submission={submission}
      footer={
        <>
          <TextLink to={withReturn('/sign-in', to)} state={{ email }}>
            Back to sign in
          </TextLink>
          <MailHint />
        </>
      }
    >
      <AccountField email={email} />
      <CodeField value={code} onChange={setCode} error={submission.errorOf('code')} autoFocus />
      <NewPassword
        label="New password"
        value={password}
        onChange={setPassword}
        error={submission.errorOf('password')}
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        {isConfirmed ? 'Save and sign in' : 'Change password and sign in'}
      </Button>
      <div className={classes.row}>
        <ResendCode resend={resend} />
        <UnstyledButton className={classes.link!} onClick={changeAddress}>
          Change address
        </UnstyledButton>
      </div>
    </AccountPage>
  );
};
