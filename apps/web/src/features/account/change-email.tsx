import { Button, UnstyledButton } from '@mantine/core';
import { Email } from '@parley/protocol';
import { useCallback, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Notice } from '../../ui/notice';
import classes from '../../ui/settings.module.css';
import { useClient } from '../connection/client-context';
import { ReadNotice } from '../connection/read-notice';
import { troubleText } from '../connection/trouble-text';
import { useRead } from '../connection/use-read';
import { personChanged } from '../people/people-slice';
import accountClasses from '../session/account-page.module.css';
import { useAuth } from '../session/auth';
import { CodeField } from '../session/code-field';
import { EmailField } from '../session/email-field';
import { type Failure, failureOf } from '../session/failures';
import { MailHint } from '../session/mail-hint';
import { ResendCode } from '../session/resend-code';
import { quietly, useSubmission } from '../session/use-submission';

/** The address that I sign in with and am found by: another one counts once its code was entered. */
export const ChangeEmail = ({ email }: { email: string }) => {
  const auth = useAuth();
  const usesGoogle = useRead(useCallback(async () => (await (await auth()).own()).usesGoogle(), [auth]));
  return (
    <>
      <div>
        You sign in with <bdi>{email}</bdi>.
      </div>
      {usesGoogle.value === undefined && <ReadNotice read={usesGoogle} />}
      {usesGoogle.value === true && (
        <div className={classes.note}>
          You sign in with Google, and your address is that of your Google account. Change it there.
        </div>
      )}
      {usesGoogle.value === false && <ChangeForm email={email} />}
    </>
  );
};

/** What comes of confirming: the server still has to hear of it, and may not. */
type Stage = { at: 'address' } | { at: 'code'; sentTo: string } | { at: 'unheard' } | { at: 'done' };

const ChangeForm = ({ email }: { email: string }) => {
  const auth = useAuth();
  const client = useClient();
  const dispatch = useDispatch();
  const [stage, setStage] = useState<Stage>({ at: 'address' });
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState('');

  const follow = async (): Promise<Failure | void> => {
    try {
      dispatch(personChanged((await client.ask('people.address', {})).person));
    } catch (error) {
      setStage({ at: 'unheard' });
      return { field: 'form', message: troubleText(error) };
    }
    setStage({ at: 'done' });
    setTyped('');
  };
  /** Whether a code is due; who else has the address is not told before it is entered. */
  const mail = async (address: string): Promise<boolean> => {
    const { changeEmail } = await (await auth()).own();
    let isDue = true;
    await quietly(
      'change-email',
      changeEmail(address).then((due) => void (isDue = due)),
    );
    return isDue;
  };
  const send = async (address: string): Promise<Failure | void> => {
    if (!(await mail(address))) return follow();
    setCode('');
    setStage({ at: 'code', sentTo: address });
  };
  const confirm = async (six: string): Promise<Failure | void> => {
    const { confirmEmail } = await (await auth()).own();
    try {
      await confirmEmail(six);
    } catch (error) {
      const failed = failureOf('confirm-email', error);
      if (failed.field === 'email') setStage({ at: 'address' }); // where the field is that it stands beside
      return failed;
    }
    return follow();
  };

  const submission = useSubmission('change-email', () => {
    if (stage.at === 'unheard') return follow();
    if (stage.at === 'code')
      return code.length === 6
        ? confirm(code)
        : { field: 'code', message: 'Enter all six digits of the code in the mail we sent you.' };
    const address = Email.safeParse(typed);
    if (!address.success) return { field: 'email', message: 'Enter your new address, such as ana@example.com.' };
    if (address.data === email) return { field: 'email', message: 'This is your address already.' };
    return send(address.data);
  });
  const resend = async (address: string) => {
    await mail(address).catch((error: unknown) => submission.fail(failureOf('change-email', error)));
  };
  const trouble = submission.errorOf('form');

  return (
    <form aria-label="E-mail address" {...submission.form}>
      {trouble && (
        <Notice tone="danger" summary>
          {trouble}
        </Notice>
      )}
      {stage.at === 'unheard' && (
        <>
          <div>
            The new address is confirmed, and you sign in with it. Colleagues still find you by the old one until the
            workspace hears of it: at your next sign-in, or now.
          </div>
          <div>
            <Button type="submit" loading={submission.busy}>
              Try again
            </Button>
          </div>
        </>
      )}
      {stage.at === 'code' && (
        <>
          <div>
            We sent a code of six digits to <bdi>{stage.sentTo}</bdi>. Until you enter it here, nothing changes.
          </div>
          <CodeField
            value={code}
            onChange={setCode}
            onComplete={(six) => submission.run(() => confirm(six))}
            error={submission.errorOf('code')}
            autoFocus
          />
          <div className={classes.tools}>
            <Button type="submit" loading={submission.busy}>
              Confirm
            </Button>
            <ResendCode resend={() => resend(stage.sentTo)} />
            <UnstyledButton className={accountClasses.link!} onClick={() => setStage({ at: 'address' })}>
              Use another address
            </UnstyledButton>
          </div>
          <MailHint />
        </>
      )}
      {(stage.at === 'address' || stage.at === 'done') && (
        <>
          <EmailField
            label="New e-mail address"
            autoComplete="email"
            value={typed}
            onChange={setTyped}
            error={submission.errorOf('email')}
          />
          {stage.at === 'done' && (
            <Notice tone="ok">Your address is changed. From now on you sign in with it, and are found by it.</Notice>
          )}
          <div>
            <Button type="submit" loading={submission.busy}>
              Send code
            </Button>
          </div>
        </>
      )}
    </form>
  );
};
