import { Loader, Pill, PillsInput } from '@mantine/core';
import { Refused } from '@parley/client';
import { Email, type Person } from '@parley/protocol';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { selectMyId } from '../session/session-slice';

/** Each address is a request of its own; a whole list by mistake must not become thousands. */
const mostAtOnce = 100;

const short = (entered: string): string => (entered.length > 60 ? `${entered.slice(0, 60)}…` : entered);

/** People by e-mail address, each looked up as it is entered. */
export const usePeopleField = (most: number) => {
  const client = useClient();
  const myId = useSelector(selectMyId);
  const [people, setPeople] = useState<Person[]>([]);
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [finding, setFinding] = useState(false);
  // Of several look-ups under way, each adds to what is there by then.
  const held = useRef<Person[]>([]);
  /** The look-up under way; whether it finds everyone. */
  const looking = useRef(Promise.resolve(true));

  const find = async (entered: string): Promise<Person | string> => {
    const email = Email.safeParse(entered);
    if (!email.success) return `“${short(entered)}” is not an e-mail address.`;
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

  const lookUp = async (entered: string[]): Promise<boolean> => {
    if (entered.length > mostAtOnce) {
      setText((later) => [...entered, later].join(' ').trim());
      setError(`Enter at most ${mostAtOnce} addresses at a time.`);
      return false;
    }
    setFinding(true);
    const found = await Promise.all(entered.map(find));
    setFinding(false);
    const known = found.filter((one) => typeof one !== 'string');
    held.current = [...new Map([...held.current, ...known].map((person) => [person.id, person])).values()];
    setPeople(held.current);
    const unknown = entered.filter((_, i) => typeof found[i] === 'string');
    // Before what was typed meanwhile.
    setText((later) => (unknown.length === 0 ? later : [unknown.join(', '), later].filter(Boolean).join(' ')));
    const trouble = found.find((one) => typeof one === 'string');
    setError(trouble);
    return trouble === undefined;
  };

  /**
   * Looks up all that was typed or pasted, by comma, semicolon or space. What is not found stays as text. Resolves, after
   * every look-up before it, to all people; to undefined where something has to be put right first.
   */
  const take = async (typed: string): Promise<Person[] | undefined> => {
    const entered = typed.split(/[\s,;]+/).filter(Boolean);
    setText('');
    if (entered.length > 0) setError(undefined);
    const before = looking.current;
    const mine = before.then((wasFound) => (entered.length === 0 ? wasFound : lookUp(entered)));
    looking.current = mine;
    const areAllFound = await mine;
    // What was not found stands in the field again: the next try is about that.
    if (looking.current === mine) looking.current = Promise.resolve(true);
    if (!areAllFound) return undefined;
    if (held.current.length <= most) return held.current;
    setError(`At most ${most} people. Remove ${held.current.length - most}.`);
    return undefined;
  };

  const remove = (id: string) => {
    held.current = held.current.filter((person) => person.id !== id);
    setPeople(held.current);
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
