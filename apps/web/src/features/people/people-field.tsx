import { Loader, Pill, PillsInput } from '@mantine/core';
import { Refused } from '@parley/client';
import { Email, type Person } from '@parley/protocol';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { selectMyId } from '../session/session-slice';

/** People by e-mail address, each looked up as it is entered. */
export const usePeopleField = (most: number) => {
  const client = useClient();
  const myId = useSelector(selectMyId);
  const [people, setPeople] = useState<Person[]>([]);
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [finding, setFinding] = useState(false);

  const find = async (entered: string): Promise<Person | string> => {
    const email = Email.safeParse(entered);
    if (!email.success) return `“${entered}” is not an e-mail address.`;
    try {
      const { people: found } = await client.ask('people.find', { email: email.data });
      const [person] = found;
      if (!person) return `Nobody here has the address ${email.data}.`;
      return person.id === myId ? 'That is your own address. You are in it anyway.' : person;
    } catch (thrown) {
      const isUnknown = thrown instanceof Refused && thrown.refusal.code === 'person_not_found';
      return isUnknown ? `Nobody here has the address ${email.data}.` : troubleText(thrown);
    }
  };

  /** Looks up all that was typed or pasted, by comma, semicolon or space. What is not found stays as text. */
  const take = async (typed: string): Promise<Person[] | undefined> => {
    const entered = typed.split(/[\s,;]+/).filter(Boolean);
    if (entered.length === 0) return people;
    setFinding(true);
    setError(undefined);
    const found = await Promise.all(entered.map(find));
    setFinding(false);
    const known = found.filter((one) => typeof one !== 'string');
    const all = [...new Map([...people, ...known].map((person) => [person.id, person])).values()];
    const firstTrouble = found.find((one) => typeof one === 'string');
    const tooMany = all.length > most ? `At most ${most} people. Remove ${all.length - most}.` : undefined;
    setPeople(all);
    setText(entered.filter((_, i) => typeof found[i] === 'string').join(', '));
    setError(firstTrouble ?? tooMany);
    return firstTrouble || tooMany ? undefined : all;
  };

  const remove = (id: string) => {
    setPeople(people.filter((person) => person.id !== id));
    setError(undefined);
  };
  return { people, text, setText, error, setError, finding, take: (typed = text) => take(typed), remove };
};

export const PeopleField = ({
  field,
  label,
  description,
  autoFocus = false,
}: {
  field: ReturnType<typeof usePeopleField>;
  label: string;
  description: string;
  autoFocus?: boolean;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const { people, text, setText, error, finding, take, remove } = field;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const ends = event.key === ',' || event.key === ';' || event.key === ' ' || event.key === 'Enter';
    if (ends && text.trim() !== '') {
      event.preventDefault();
      void take();
    }
    const last = people.at(-1);
    if (event.key === 'Backspace' && text === '' && last) remove(last.id);
  };
  return (
    <PillsInput
      label={label}
      description={description}
      error={error}
      onClick={() => input.current?.focus()}
      rightSection={finding && <Loader size={16} aria-label="Looking up" />}
    >
      <Pill.Group>
        {people.map(({ id, name, email }) => (
          <Pill
            key={id}
            withRemoveButton
            onRemove={() => remove(id)}
            removeButtonProps={{ 'aria-label': `Remove ${name}`, 'aria-hidden': false, tabIndex: 0 }}
            title={email}
          >
            <bdi>{name}</bdi>
          </Pill>
        ))}
        <PillsInput.Field
          ref={input}
          aria-label={label}
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={people.length === 0 ? 'name@example.com' : ''}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => text.trim() !== '' && void take()}
          {...(autoFocus && { 'data-autofocus': true })}
        />
      </Pill.Group>
    </PillsInput>
  );
};
