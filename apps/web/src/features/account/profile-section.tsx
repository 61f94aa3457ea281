import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Handle, Name, type Person } from '@parley/protocol';
import { type FormEvent, useState } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { Section } from '../../ui/section';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { AttemptNotice } from '../connection/attempt-notice';
import { useClient } from '../connection/client-context';
import { useAttempt } from '../connection/use-attempt';
import { personChanged } from '../people/people-slice';
import { nameTrouble } from '../session/name-trouble';
import { selectMe } from '../session/session-slice';
import { ColourField } from './colour-field';
import { endings, type Ending, untilOf } from './status-endings';
import { useHandleCheck } from './use-handle-check';

/** How colleagues see me. */
export const ProfileSection = () => {
  const me = useSelector(selectMe);
  return (
    <Section title="Profile" lead="How colleagues see you.">
      {me ? <ProfileForm me={me} /> : <SkeletonRows rows={4} />}
    </Section>
  );
};

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = (chosen: string): string[] => [...new Set([chosen, ...Intl.supportedValuesOf('timeZone')])].sort();

const ProfileForm = ({ me }: { me: Person }) => {
  const client = useClient();
  const dispatch = useDispatch();
  const attempt = useAttempt();
  const [name, setName] = useState(me.name);
  const [nameError, setNameError] = useState<string>();
  const [handle, setHandle] = useState(me.handle ?? '');
  const [colour, setColour] = useState(me.colour);
  const [timeZone, setTimeZone] = useState(me.timeZone ?? ownZone());
  const [says, setSays] = useState(me.says?.text ?? '');
  const [ending, setEnding] = useState<Ending | 'kept'>(me.says?.until ? 'kept' : 'never');
  const handleTrouble = useHandleCheck(handle, me);

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const called = Name.safeParse(name);
    setNameError(nameTrouble(name));
    const typed = handle.trim() === '' ? null : Handle.safeParse(handle);
    if (!called.success) return form.querySelector<HTMLElement>('[name="name"]')?.focus();
    if (typed && !typed.success) return form.querySelector<HTMLElement>('[name="handle"]')?.focus();
    const text = says.trim();
    const until = ending === 'kept' ? me.says?.until : untilOf(ending, new Date());
    void attempt.run(async () => {
      const { person } = await client.ask('people.profile', {
        name: called.data,
        handle: typed?.data ?? null,
        timeZone,
        says: text === '' ? null : { text, ...(until !== undefined && { until }) },
        ...(colour !== undefined && { colour }),
      });
      dispatch(personChanged(person));
    }, 'Your profile is saved.');
  };

  return (
    <form aria-label="Profile" noValidate onSubmit={save}>
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        dir="auto"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={nameError}
      />
      <TextInput
        label="Handle"
        name="handle"
        description="A short name to type: letters, digits, dots and hyphens. Empty for none."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        leftSection="@"
        maxLength={30}
        value={handle}
        onChange={(event) => setHandle(event.currentTarget.value)}
        error={handleTrouble}
      />
      <ColourField name={name} value={colour} onChange={setColour} />
      <NativeSelect
        label="Time zone"
        value={timeZone}
        onChange={(event) => setTimeZone(event.currentTarget.value)}
        data={zones(timeZone)}
      />
      <TextInput
        label="Status"
        description="A few words about your day."
        autoComplete="off"
        dir="auto"
        maxLength={80}
        value={says}
        onChange={(event) => setSays(event.currentTarget.value)}
      />
      <NativeSelect
        label="Status ends"
        value={ending}
        onChange={(event) => setEnding(event.currentTarget.value as Ending | 'kept')}
        data={[...(me.says?.until ? [{ value: 'kept', label: 'As it was set' }] : []), ...endings]}
      />
      <AttemptNotice attempt={attempt} />
      <div>
        <Button type="submit" loading={attempt.busy}>
          Save profile
        </Button>
      </div>
    </form>
  );
};
