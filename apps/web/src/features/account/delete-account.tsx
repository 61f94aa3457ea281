import { Button, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Dialog } from '../../ui/dialog';
import classes from '../../ui/settings.module.css';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { useRead } from '../connection/use-read';
import { useAuth } from '../session/auth';
import { CodeField } from '../session/code-field';
import { type Failure, failureOf } from '../session/failures';
import { CurrentPassword } from '../session/password-field';
import { useEndSession } from '../session/session-context';
import { useWorkspace } from '../session/workspace';
import { askWith } from './ask-with';

/** Asks for the address, which nobody types by mistake, and for the password, which nobody has who found the device. */
export const DeleteAccount = ({ email }: { email: string }) => {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button color="red" variant="subtle" onClick={() => setAsks(true)}>
        Delete my account…
      </Button>
      {asks && <DeleteDialog email={email} onClose={() => setAsks(false)} />}
    </>
  );
};

const DeleteDialog = ({ email, onClose }: { email: string; onClose(): void }) => {
  const auth = useAuth();
  const client = useClient();
  const end = useEndSession();
  const { apiUrl } = useWorkspace();
  // Who came by Google may have no password: how lately they signed in is the server's to say.
  const { value: usesGoogle } = useRead(useCallback(async () => (await (await auth()).own()).usesGoogle(), [auth]));
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isCodeDue, setIsCodeDue] = useState(false);
  const [wrong, setWrong] = useState<Failure>();
  const errorOf = (field: Failure['field']) => (wrong?.field === field ? wrong.message : undefined);

  /** A token of a sign-in of now; or what keeps it from being had. */
  const prove = async (): Promise<string | Failure | 'code'> => {
    const { signInAgain, enterCodeAgain } = await (await auth()).own();
    try {
      const { outcome, token } = isCodeDue ? await enterCodeAgain(code) : await signInAgain(email, password);
      if (outcome === 'totp') return 'code';
      return token ?? { field: 'form', message: 'Sign out, sign in again, and delete the account then.' };
    } catch (error) {
      const failed = failureOf('sign-in-again', error);
      if (!isCodeDue || failed.field !== 'current') return failed;
      // It was right before: the step that it led to has run out.
      setIsCodeDue(false);
      setCode('');
      return { field: 'current', message: 'That took too long. Enter your password once more.' };
    }
  };
  const remove = async (): Promise<string | undefined> => {
    setWrong(undefined);
    if (typed.trim().toLowerCase() !== email.toLowerCase())
      return void setWrong({ field: 'email', message: `Type your own address, ${email}, to delete the account.` });
    const asksServer = password === '' && usesGoogle === true;
    if (password === '' && !asksServer)
      return void setWrong({ field: 'current', message: 'Enter your password, to show that it is you.' });
    const proof = asksServer ? undefined : await prove();
    if (proof === 'code') return void setIsCodeDue(true);
    if (typeof proof === 'object') return proof.field === 'form' ? proof.message : void setWrong(proof);
    try {
      const body = { email: typed };
      await (proof ? askWith({ apiUrl, token: proof }, 'people.delete', body) : client.ask('people.delete', body));
    } catch (thrown) {
      return troubleText(thrown);
    }
    await end();
    return undefined;
  };
  return (
    <Dialog title="Delete your account?" action="Delete for good" danger onAction={remove} onClose={onClose}>
      <div>This cannot be taken back. Drafts and unsent messages on this device go too.</div>
      <TextInput
        label="Your e-mail address"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={errorOf('email')}
        data-autofocus
      />
      <CurrentPassword
        label="Your password"
        name="current"
        value={password}
        onChange={setPassword}
        error={errorOf('current')}
      />
      {usesGoogle && (
        <div className={classes.note}>
          Without a password, because you sign in with Google: sign out, sign in again, and come here within five
          minutes.
        </div>
      )}
      {isCodeDue && (
        <CodeField label="Code from the app" value={code} onChange={setCode} error={errorOf('code')} autoFocus />
      )}
    </Dialog>
  );
};
