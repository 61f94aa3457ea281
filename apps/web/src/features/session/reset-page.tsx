import { Button, UnstyledButton } from '@mantine/core';
import { Email } from '@parley/protocol';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
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
import { TextLink } from './text-link';
import { byPassword, useEnter } from './use-enter';
import { quietly, useSubmission } from './use-submission';

export const ResetPage = () => {
  const state = useLocation().state as { email?: string; notMine?: boolean } | null;
  const [sentTo, setSentTo] = useState<string>();
  return sentTo ? (
    <NewPasswordForm email={sentTo} changeAddress={() => setSentTo(undefined)} />
  ) : (
    <AddressForm initial={state?.email ?? ''} notMine={state?.notMine === true} onSent={setSentTo} />
  );
};

const AddressForm = ({
  initial,
  notMine,
  onSent,
}: {
  initial: string;
  /** The account of the address has a password that its holder does not know. */
  notMine: boolean;
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
      title="Reset your password"
      lead={
        notMine
          ? 'Your address is confirmed, but the account has another password than yours: somebody may have signed up with your address. Choose a new one, which also ends whatever was signed in with the other.'
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

const NewPasswordForm = ({ email, changeAddress }: { email: string; changeAddress(): void }) => {
  const auth = useAuth();
  const enter = useEnter();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const to = returnTo(params);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');

  const change = async () => {
    const { reset } = await auth();
    await reset(email, code, password);
    // The password is changed whatever comes of signing in with it: a failure there is told on the sign-in page.
    const failed = await enter(email, byPassword(email, password)).catch(() => true);
    if (failed) await navigate(withReturn('/sign-in', to), { replace: true, state: { email } });
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
      title="Choose a new password"
      lead={
        <>
          If <bdi>{maskAddress(email)}</bdi> has an account, a code is on its way there.
        </>
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
      {/* Password managers pair the new password with this address. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <CodeField value={code} onChange={setCode} error={submission.errorOf('code')} autoFocus />
      <NewPassword
        label="New password"
        value={password}
        onChange={setPassword}
        error={submission.errorOf('password')}
      />
      <Button type="submit" loading={submission.busy} fullWidth>
        Change password and sign in
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
