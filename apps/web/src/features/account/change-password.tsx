import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Notice } from '../../ui/notice';
import classes from '../../ui/settings.module.css';
import { ReadNotice } from '../connection/read-notice';
import { useRead } from '../connection/use-read';
import { AccountField } from '../session/account-field';
import { useAuth } from '../session/auth';
import type { Failure } from '../session/failures';
import { CurrentPassword, NewPassword } from '../session/password-field';
import { meetsRules } from '../session/password-rules';
import { useSubmission } from '../session/use-submission';

/** Another password, for an account that has one. */
export const ChangePassword = ({ email }: { email: string }) => {
  const auth = useAuth();
  const has = useRead(useCallback(async () => (await (await auth()).own()).hasPassword(), [auth]));
  if (has.value === undefined) return <ReadNotice read={has} />;
  if (!has.value)
    return <div className={classes.note}>You sign in with Google alone, so there is no password to change here.</div>;
  return <PasswordForm email={email} />;
};

/** Asks for the one before, which nobody knows who found the device. */
const PasswordForm = ({ email }: { email: string }) => {
  const auth = useAuth();
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  const [isChanged, setIsChanged] = useState(false);

  const change = async () => {
    const { changePassword } = await (await auth()).own();
    await changePassword(before, after);
    setBefore('');
    setAfter('');
    setIsChanged(true);
  };
  const submission = useSubmission('change-password', () => {
    setIsChanged(false);
    const wrong: (Failure | false)[] = [
      before === '' && { field: 'current', message: 'Enter your password as it is now.' },
      !meetsRules(after) && { field: 'password', message: 'Choose a password that meets all the rules below.' },
    ];
    const found = wrong.filter((one) => one !== false);
    return found.length > 0 ? found : change();
  });
  const trouble = submission.errorOf('form');
  return (
    <form aria-label="Password" {...submission.form}>
      <AccountField email={email} />
      {trouble && (
        <Notice tone="danger" summary>
          {trouble}
        </Notice>
      )}
      <CurrentPassword
        label="Current password"
        name="current"
        value={before}
        onChange={setBefore}
        error={submission.errorOf('current')}
      />
      <NewPassword label="New password" value={after} onChange={setAfter} error={submission.errorOf('password')} />
      {isChanged && <Notice tone="ok">Your password is changed. Other devices stay signed in.</Notice>}
      <div>
        <Button type="submit" loading={submission.busy}>
          Change password
        </Button>
      </div>
    </form>
  );
};
