import { TextInput } from '@mantine/core';
import { Name } from '@parley/protocol';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';

/** Another name for a channel. It waits with what I wrote where there is no network. */
export const RenameDialog = ({
  conversationId,
  name: before,
  onClose,
}: {
  conversationId: string;
  name: string;
  onClose(): void;
}) => {
  const client = useClient();
  const [name, setName] = useState(before);
  const [error, setError] = useState<string>();

  const rename = async () => {
    const called = Name.safeParse(name);
    if (!called.success) return void setError('Enter a name of at most 80 characters.');
    try {
      if (called.data !== before) await client.rename(conversationId, called.data);
      onClose();
      return undefined;
    } catch (thrown) {
      return troubleText(thrown);
    }
  };
  return (
    <Dialog title="Rename channel" action="Rename" onAction={rename} onClose={onClose}>
      <TextInput
        label="Name"
        autoComplete="off"
        dir="auto"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={error}
        data-autofocus
      />
    </Dialog>
  );
};
