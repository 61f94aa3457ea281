import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Domain, Name, type SignUpRule, type WorkspaceSettings } from '@parley/protocol';
import { type FormEvent, useCallback, useState } from 'react';
import { Section } from '../../ui/section';
import { AttemptNotice } from '../connection/attempt-notice';
import { useClient } from '../connection/client-context';
import { ReadNotice } from '../connection/read-notice';
import { useAttempt } from '../connection/use-attempt';
import { useRead } from '../connection/use-read';

const rules: { value: SignUpRule; label: string }[] = [
  { value: 'invited', label: 'Only who is invited' },
  { value: 'domains', label: 'Who has an address of our domains, or is invited' },
  { value: 'open', label: 'Anybody' },
];

/** What the workspace is called, and who may make an account. */
export const WorkspaceSection = () => {
  const client = useClient();
  const read = useRead(useCallback(async () => (await client.ask('workspace.get', {})).settings, [client]));
  return (
    <Section title="Workspace">
      <ReadNotice read={read} />
      {read.value && <WorkspaceForm settings={read.value} />}
    </Section>
  );
};

const WorkspaceForm = ({ settings }: { settings: WorkspaceSettings }) => {
  const client = useClient();
  const attempt = useAttempt();
  const [name, setName] = useState(settings.name);
  const [signUp, setSignUp] = useState(settings.signUp);
  const [domains, setDomains] = useState(settings.domains.join('\n'));
  const [wrong, setWrong] = useState<{ name?: string; domains?: string }>({});

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const called = Name.safeParse(name);
    const listed = domains.split(/[\s,;]+/).filter(Boolean);
    const parsed = listed.map((one) => Domain.safeParse(one));
    const bad = listed.find((_, i) => !parsed[i]?.success);
    const found = {
      ...(!called.success && { name: 'Enter a name of at most 80 characters.' }),
      ...(bad !== undefined && { domains: `“${bad}” is not a domain such as example.com.` }),
      ...(bad === undefined &&
        signUp === 'domains' &&
        listed.length === 0 && { domains: 'Enter at least one domain, or choose another rule.' }),
    };
    setWrong(found);
    const [first] = Object.keys(found);
    if (first || !called.success) return form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    void attempt.run(
      () =>
        client.ask('workspace.change', {
          name: called.data,
          signUp,
          domains: [...new Set(parsed.flatMap(({ data }) => data ?? []))],
        }),
      'The workspace is saved.',
    );
  };
  return (
    <form aria-label="Workspace" noValidate onSubmit={save}>
      <TextInput
        label="Name"
        name="name"
        autoComplete="off"
        dir="auto"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={wrong.name}
      />
      <NativeSelect
        label="Who may make an account"
        value={signUp}
        onChange={(event) => setSignUp(event.currentTarget.value as SignUpRule)}
        data={rules}
      />
      {signUp === 'domains' && (
        <Textarea
          label="Domains"
          name="domains"
          description="One a line, such as example.com."
          autoComplete="off"
          spellCheck={false}
          rows={4}
          value={domains}
          onChange={(event) => setDomains(event.currentTarget.value)}
          error={wrong.domains}
        />
      )}
      <AttemptNotice attempt={attempt} />
      <div>
        <Button type="submit" loading={attempt.busy}>
          Save workspace
        </Button>
      </div>
    </form>
  );
};
