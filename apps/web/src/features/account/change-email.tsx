import { Button, UnstyledButton } from '@mantine/core';
import { Email, type Refusal } from '@parley/protocol';
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
import { useSubmission } from '../session/use-submission';
import { useWorkspace } from '../session/workspace';
import { askWith } from './ask-with';
import { ProofFields } from './proof-fields';
import { useProof } from './use-proof';

/**
 * The address that I sign in with and am found by. Another one is asked for with the password, since whoever holds it can
 * choose a new password, and counts once its code was entered.
 */
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

/**
 * What comes of confirming: the server still has to hear of it, and may not. `token`: of the sign-in that asked for the
 * code, good for another one within five minutes of it.
 */
type Stage = { at: 'address' } | { at: 'code'; sentTo: string; token: string } | { at: 'unheard' } | { at: 'done' };

/** Where to say that the server would mail no code, and what. */
const refusalOf = (error: unknown): Failure => {
  const isTooLate = error instanceof Error && 'refusal' in error && (error.refusal as Refusal).code === 'sign_in_again';
  return isTooLate
    ? { field: 'current', message: 'That took too long. Enter your password once more.' }
    : { field: 'form', message: troubleText(error) };
};

const ChangeForm = ({ email }: { email: string }) => {
  const auth = useAuth();
  const client = useClient();
  const { apiUrl } = useWorkspace();
  const proof = useProof(email);
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
  /** Has a code mailed; who else has the address is not told before it is entered. */
  const mail = async (address: string, token: string): Promise<Failure | void> => {
    try {
      const { mailed } = await askWith({ apiUrl, token }, 'people.changeAddress', { email: address });
      if (!mailed) return follow();
    } catch (error) {
      const failed = refusalOf(error);
      if (failed.field === 'current') setStage({ at: 'address' }); // where the field is
      return failed;
    }
    proof.forget();
    setCode('');
    setStage({ at: 'code', sentTo: address, token });
  };
  const send = async (address: string): Promise<Failure | void> => {
    const { token, failure } = await proof.prove();
    return token === undefined ? failure : mail(address, token);
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
    if (proof.password === '') return { field: 'current', message: 'Enter your password, to show that it is you.' };
    if (proof.isCodeDue && proof.code.length < 6)
      return { field: 'code', message: 'Enter all six digits that your app shows.' };
    return send(address.data);
  });
  const resend = async (address: string, token: string) => {
    const failed = await mail(address, token);
    if (failed) submission.fail(failed);
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
            <ResendCode resend={() => resend(stage.sentTo, stage.token)} />
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
          <ProofFields proof={proof} errorOf={submission.errorOf} />
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
