import { TextInput } from '@mantine/core';
import { limits, Name } from '@parley/protocol';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { PeopleField } from '../people/people-field';
import { usePeopleField } from '../people/use-people-field';
import { useKeyFor } from './use-key-for';

export const NewChannelDialog = ({ onClose }: { onClose(): void }) => {
  const client = useClient();
  const navigate = useNavigate();
  const keyFor = useKeyFor();
  const field = usePeopleField(limits.peoplePerEntry - 1);
  const [name, setName] = useState('');
  const [nameError, setNameError] = useState<string>();

  const create = async () => {
    const called = Name.safeParse(name);
    setNameError(called.success ? undefined : 'Enter a name of at most 80 characters.');
    const people = await field.take();
    if (!called.success || !people) return undefined;
    const ids = people.map(({ id }) => id);
    try {
      const { conversation } = await client.ask('conversations.open', {
        kind: 'channel',
        key: keyFor([called.data, ...ids].join('\n')),
        name: called.data,
        people: ids,
      });
      onClose();
      await navigate(`/c/${conversation.id}`);
      return undefined;
    } catch (error) {
      return troubleText(error);
    }
  };

  return (
    <Dialog title="New channel" action="Create channel" onAction={create} onClose={onClose}>
      <TextInput
        label="Name"
        description="What it is about, in a few words."
        placeholder="general"
        autoComplete="off"
        dir="auto"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={nameError}
        data-autofocus
      />
      <PeopleField field={field} label="People" description="Add people by name or e-mail address, now or later." />
    </Dialog>
  );
};
