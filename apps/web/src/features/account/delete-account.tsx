import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { useEndSession } from '../session/session-context';

/** Asks for the address, which nobody types by mistake. */
export const DeleteAccount = ({ email }: { email: string }) => {
  const client = useClient();
  const end = useEndSession();
  const [asks, setAsks] = useState(false);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();

  const remove = async () => {
    if (typed.trim().toLowerCase() !== email.toLowerCase())
      return void setError(`Type your own address, ${email}, to delete the account.`);
    setError(undefined);
    try {
      await client.ask('people.delete', { email: typed });
    } catch (thrown) {
      return troubleText(thrown);
    }
    await end();
    return undefined;
  };
  return (
    <>
      <Button color="red" variant="subtle" onClick={() => setAsks(true)}>
        Delete my account…
      </Button>
      {asks && (
        <Dialog
          title="Delete your account?"
          action="Delete for good"
          danger
          onAction={remove}
          onClose={() => {
            setAsks(false);
            setTyped('');
            setError(undefined);
          }}
        >
          <div>This cannot be taken back. Drafts and unsent messages on this device go too.</div>
          <TextInput
            label="Your e-mail address"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={error}
            data-autofocus
          />
        </Dialog>
      )}
    </>
  );
};
