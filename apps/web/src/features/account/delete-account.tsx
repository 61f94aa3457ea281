import { Button, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Dialog } from '../../ui/dialog';
import classes from '../../ui/settings.module.css';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { useRead } from '../connection/use-read';
import { useAuth } from '../session/auth';
import type { Failure } from '../session/failures';
import { useEndSession } from '../session/session-context';
import { useWorkspace } from '../session/workspace';
import { askWith } from './ask-with';
import { ProofFields } from './proof-fields';
import { useProof } from './use-proof';

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
  const proof = useProof(email);
  const [wrong, setWrong] = useState<Failure>();
  const errorOf = (field: Failure['field']) => (wrong?.field === field ? wrong.message : undefined);

  const remove = async (): Promise<string | undefined> => {
    setWrong(undefined);
    if (typed.trim().toLowerCase() !== email.toLowerCase())
      return void setWrong({ field: 'email', message: `Type your own address, ${email}, to delete the account.` });
    const asksServer = proof.password === '' && usesGoogle === true;
    if (proof.password === '' && !asksServer)
      return void setWrong({ field: 'current', message: 'Enter your password, to show that it is you.' });
    const { token, failure } = asksServer ? {} : await proof.prove();
    if (failure) return failure.field === 'form' ? failure.message : void setWrong(failure);
    if (token === undefined && !asksServer) return undefined; // a code is due
    try {
      const body = { email: typed };
      await (token ? askWith({ apiUrl, token }, 'people.delete', body) : client.ask('people.delete', body));
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
      <ProofFields proof={proof} errorOf={errorOf} />
      {usesGoogle && (
        <div className={classes.note}>
          Without a password, because you sign in with Google: sign out, sign in again, and come here within five
          minutes.
        </div>
      )}
    </Dialog>
  );
};
