import { Loader, Pill, PillsInput, Popover } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { PeopleOptions } from './people-options';
import type { usePeopleField } from './use-people-field';
import { useSuggestions } from './use-suggestions';

/** People by name from a list, or by e-mail address. */
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
  const id = useId();
  const { people, text, setText, error, finding, take, choose, remove } = field;
  const suggested = useSuggestions(text, people);
  const [at, setAt] = useState(0);
  /** The text for which the list was closed. */
  const [closedFor, setClosedFor] = useState<string>();
  const [hasFocus, setHasFocus] = useState(false);
  const isOpen = hasFocus && suggested.length > 0 && closedFor !== text;
  const active = Math.min(at, suggested.length - 1);

  const inList = (key: string): boolean => {
    const person = suggested[active];
    if (!isOpen || !person) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp')
      setAt((active + (key === 'ArrowDown' ? 1 : -1) + suggested.length) % suggested.length);
    else if (key === 'Enter') choose(person);
    else if (key === 'Escape') setClosedFor(text);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key } = event;
    if (event.nativeEvent.isComposing) return;
    if (inList(key)) return event.preventDefault();
    // A name goes on after a space; an address is over.
    const ends = key === ',' || key === ';' || key === 'Enter' || (key === ' ' && text.includes('@'));
    if (ends && text.trim() !== '') {
      event.preventDefault();
      void take();
    }
    const last = people.at(-1);
    if (key === 'Backspace' && text === '' && last) remove(last.id);
  };
  const leave = () => {
    setHasFocus(false);
    // Half a name is nothing to complain of yet.
    if (text.includes('@')) void take();
  };
  return (
    <Popover
      opened={isOpen}
      position="bottom-start"
      width="target"
      offset={4}
      trapFocus={false}
      returnFocus={false}
      withRoles={false}
      hideDetached={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
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
              aria-autocomplete="list"
              {...(isOpen && { 'aria-controls': `${id}list`, 'aria-activedescendant': `${id}list${active}` })}
              // The dialog around it listens for Esc before this field does.
              data-mantine-stop-propagation={isOpen}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={people.length === 0 ? 'A name, or name@example.com' : ''}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              onFocus={() => setHasFocus(true)}
              onBlur={leave}
              {...(autoFocus && { 'data-autofocus': true })}
            />
          </Pill.Group>
        </PillsInput>
      </Popover.Target>
      <Popover.Dropdown p={0} bd={0}>
        <PeopleOptions
          id={`${id}list`}
          label="People"
          people={suggested}
          active={active}
          noteOf={({ handle, email }) => (handle ? `@${handle} · ${email}` : email)}
          onChoose={choose}
        />
      </Popover.Dropdown>
    </Popover>
  );
};
